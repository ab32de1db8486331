#!/bin/sh
# Debian's Chromium for the browser tests: installed where it is missing and the user may, else said clearly.
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests …"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation fonts-noto-color-emoji >/dev/null
else
  echo "Chromium is missing, and you may not install it: the browser tests will be skipped. Ask for: apt install chromium"
fi

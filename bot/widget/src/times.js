// When something was said: the shop's own clock, as "ready at 09:43" is told by it, too.

function written(at, { locale, zone }, more = {}) {
  const date = new Date(at ?? NaN);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(locale, { ...more, hour: "2-digit", minute: "2-digit", ...(zone && { timeZone: zone }) }).format(date);
}

/** The time of day as the visitor writes it: "09:43", "9:43 am". "" for what is no time. `here` is {locale, zone}. */
export function timeFor(at, here) {
  return written(at, here);
}

/** The same, with the day where it was not today. */
export function whenFor(at, here) {
  const today = new Date(at).toDateString() === new Date().toDateString();
  return written(at, here, today ? {} : { weekday: "long", day: "numeric", month: "long" });
}

/** `issue/r1/9#7`, `round/r1#9`: an event that called for a look-back; `post:head 2026-05-06 p-wu`: who took a post over, when. */
const EVENT = /^(?:issue|round)\/(.+)#\d+$/;
const TAKEN_OVER = /^post:\S+ (\d{4}-\d{2}-\d{2}) (\S+)$/;

/**
 * What called for a look-back, as people read it: the issue that rebounded as `r1/9`, the round by its id, the person who took
 * over and from when. What people wrote themselves (the number of a petition) stands as they wrote it.
 */
export const sourceInWords = (source: string, nameOf: (person: string) => string): { readonly zh: string; readonly en: string } => {
  const [, subject] = EVENT.exec(source) ?? [];
  if (subject !== undefined) return { zh: subject, en: subject };
  const [, day, person] = TAKEN_OVER.exec(source) ?? [];
  if (day === undefined || person === undefined) return { zh: source, en: source };
  return { zh: `${nameOf(person)}，自${day}`, en: `${nameOf(person)}, from ${day}` };
};

import { domainToASCII } from 'node:url'

/**
 * A mail address as it is kept and handed over: its domain in lower case and ASCII, nothing around it; null where it is
 * none. What could end a header or name a second recipient (line breaks, commas, brackets, quotes) is in no address taken
 * here. Dots may stand anywhere in the local part: Japanese mobile providers gave out such addresses.
 */
export function mailAddress(text: string): string | null {
  const match = /^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@([^\s@,;:<>()[\]"\\/?#%]{1,253})$/.exec(text.trim())
  if (!match) return null
  const domain = domainToASCII(match[2]!)
  return /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/.test(domain) ? `${match[1]}@${domain}` : null
}

/** One line of a header: what would end it, and what nobody can see, becomes a space. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
}

import { dictionary } from '@zxcvbn-ts/language-common'

/** The rule a new password broke. */
export type PasswordRule = 'password.short' | 'password.long' | 'password.common' | 'password.personal'

const shortest = 8
const longest = 128

let commonest: ReadonlySet<string> | undefined
const isCommon = (text: string): boolean => {
  commonest ??= new Set(dictionary.passwords)
  return commonest.has(text)
}

/**
 * Why a new password is refused, or null: too short or long, among the commonest (also with digits or signs put behind),
 * one character or one run of them, or made of what is known of the person (`personal`: names, mail address, company,
 * product). Any character is allowed and no mixture is asked for (NIST SP 800-63B 5.1.1.2).
 */
export function judgePassword(password: string, personal: readonly string[]): PasswordRule | null {
  const folded = password.normalize('NFKC').toLowerCase()
  const { length } = Array.from(folded) // code points, as NIST counts
  if (length < shortest) return 'password.short'
  if (length > longest) return 'password.long'
  if (isRun(folded) || isCommon(folded)) return 'password.common'
  const plain = unleet(folded)
  const core = plain.replace(/[^\p{L}]+$/u, '').replace(/^[^\p{L}]+/u, '')
  if (isCommon(plain) || (core.length >= 4 && length - core.length <= 4 && isCommon(core))) return 'password.common'
  const own = withoutPersonal(folded, personal)
  return own !== folded && own.length < shortest ? 'password.personal' : null
}

// One character over and over, or the alphabet, the digits, a row of keys, forward or backward.
const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiopasdfghjklzxcvbnm']
function isRun(text: string): boolean {
  if (new Set(text).size <= 2) return true
  const backward = Array.from(text).reverse().join('')
  return runs.some((run) => run.includes(text) || run.includes(backward))
}

const signs: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'l',
  '!': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
}
function unleet(text: string): string {
  const tail = /[^\p{L}]*$/u.exec(text)?.[0].length ?? 0
  const head = text.slice(0, text.length - tail)
  return head.replace(/[@40137!$5]/g, (sign) => signs[sign] ?? sign) + text.slice(text.length - tail)
}

function withoutPersonal(text: string, personal: readonly string[]): string {
  const words = personal
    .flatMap((known) => [known, ...known.split(/[\s@._+-]+/)])
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= (/^[\x20-\x7e]*$/.test(word) ? 3 : 2)) // two kanji are a name
    .sort((a, b) => b.length - a.length)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text)
  return rest === text ? text : rest.replace(/[^\p{L}]+$/u, '')
}

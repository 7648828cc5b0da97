const corporateForms =
  /株式会社|有限会社|合同会社|合名会社|合資会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人|医療法人(社団|財団)?|学校法人|社会福祉法人|特定非営利活動法人|npo法人|独立行政法人|\((株|有|合|同|一社|一財|公財|公社|医|学|社福)\)/g
const corporateLatin = /(?:^|[\s,.])(?:co\.?,?\s*ltd\.?|inc\.?|ltd\.?|llc\.?|corp(?:oration)?\.?|k\.?k\.?)(?=$|[\s,.])/g

/** Old and variant kanji met in company and family names, and the form people type (髙→高, 﨑→崎, 齋→斎 …). */
const variants: Record<string, string> = {
  髙: '高', 﨑: '崎', 碕: '崎', 嵜: '崎', 齋: '斎', 齊: '斉', 邊: '辺', 邉: '辺', 濵: '浜', 濱: '浜', 澤: '沢', 廣: '広',
  國: '国', 學: '学', 榮: '栄', 惠: '恵', 櫻: '桜', 眞: '真', 德: '徳', 福: '福', 隆: '隆', 龍: '竜', 瀧: '滝', 島: '島',
  嶋: '島', 嶌: '島', 冨: '富', 館: '館', 舘: '館', 條: '条', 實: '実', 壽: '寿', 寳: '宝', 寶: '宝', 曾: '曽', 萬: '万',
  與: '与', 鐵: '鉄', 鉃: '鉄', 關: '関', 圓: '円', 藏: '蔵', 會: '会', 豐: '豊', 禮: '礼', 祐: '祐', 靜: '静', 淸: '清',
  靑: '青', 黑: '黒', 黃: '黄', 增: '増', 都: '都', 吉: '吉', 𠮷: '吉', 縣: '県', 戶: '戸', 邦: '邦', 塚: '塚', 桒: '桑',
} // biome-ignore format: a table of pairs

const variant = new RegExp(`[${Object.keys(variants).join('')}]`, 'gu')

const katakanaStart = 0x30a1
const katakanaEnd = 0x30f6

/** Katakana as hiragana, so that both readings of one word are found alike. */
export function toHiragana(text: string): string {
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0)!
    out += code >= katakanaStart && code <= katakanaEnd ? String.fromCodePoint(code - 0x60) : char
  }
  return out
}

/**
 * The form in which texts are compared and searched: width, case, kana and kanji variants folded (NFKC, lower case,
 * hiragana, 髙→高), hyphens and white space unified. Never shown to anybody.
 */
export function foldText(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(variant, (char) => variants[char]!)
  return toHiragana(plain)
    .replace(/[‐‑‒–—―−－]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A company's name as it is compared and searched: folded, without corporate forms (株式会社, (株), Inc.) and spaces. */
export function foldCompanyName(name: string): string {
  const folded = foldText(name)
  const bare = folded
    .replace(corporateForms, '')
    .replace(corporateLatin, ' ')
    .replace(/[\s・,.]/g, '')
  return bare === '' ? folded.replace(/\s/g, '') : bare
}

/** The words that Japanese numbers are written in, as factors: 20万 is 20 × 10,000. */
export const numberScales: Readonly<Record<string, number>> = { 千: 1e3, 万: 1e4, 百万: 1e6, 億: 1e8, 兆: 1e12 }
const thousands: Readonly<Record<string, number>> = { k: 1e3, m: 1e6 } // 200k, 1.5M
const inScales = /^([+-]?)((?:\d+(?:\.\d+)?(?:百万|[千万億兆]))+)(\d*)$/

/**
 * Full-width digits, signs and letters typed into a number field as a number, or null: `１，２３４` is 1234, `1億2,000万`
 * is 120000000.
 */
export function parseNumber(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^[¥$€£]\s*|\s*円$|[,\s]/g, '')
    .replace(/^[▲△−－ー]/, '-') // ー is what the minus key gives while kana are typed
  const inBrackets = /^\((.+)\)$/.exec(plain)
  const bare = inBrackets ? `-${inBrackets[1]}` : plain
  const short = /^([+-]?\d+(?:\.\d+)?)([km])$/i.exec(bare)
  if (short) return Math.round(Number(short[1]) * thousands[short[2]!.toLowerCase()]! * 1000) / 1000
  const scaled = inScales.exec(bare)
  if (scaled) return fromScales(scaled[2]!, Number(scaled[3])) * (scaled[1] === '-' ? -1 : 1)
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare) : null
}

function fromScales(text: string, rest: number): number {
  const parts = text.matchAll(/([\d.]+)(百万|[千万億兆])/g)
  const sum = [...parts].reduce((total, [, digits, scale]) => total + Number(digits) * numberScales[scale!]!, rest)
  return Math.round(sum * 1000) / 1000 // decimals must not become noise: 1.1億 is 110000000
}

/** Whether a 13-digit corporate number (法人番号) carries the right check digit (first digit; National Tax Agency rule). */
export function isCorporateNumber(text: string): boolean {
  if (!/^[1-9]\d{12}$/.test(text)) return false
  let sum = 0
  for (let i = 1; i <= 12; i++) sum += Number(text[13 - i]) * (i % 2 === 1 ? 1 : 2)
  return Number(text[0]) === 9 - (sum % 9)
}

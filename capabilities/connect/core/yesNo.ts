const yes = new Set('true t yes y 1 on はい 有 有り あり ○ 〇 ◯ o ✓ ✔ 済 済み する 可 該当 対象 真 オン レ'.split(' '))
const no = new Set('false f no n 0 off いいえ 無 無し なし × x ✕ ✗ 未 しない 不可 非該当 対象外 偽 オフ'.split(' '))

/** Reads yes or no in either language; null where the text is neither. */
export function readYesNo(text: string): boolean | null {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  if (yes.has(plain)) return true
  return no.has(plain) ? false : null
}

import { foldText } from '#kernel/japaneseText.ts'

const joints = /[\s_\-/.・,、:：()[\]「」【】'"*#＊]/g
const folded = new Map<string, string>()

/** The form in which names of columns, fields and choices are compared: width, case, kana and joints don't matter. */
export function foldName(name: string): string {
  let plain = folded.get(name)
  if (plain === undefined) {
    plain = foldText(name).replace(joints, '')
    if (folded.size > 5000) folded.clear()
    folded.set(name, plain)
  }
  return plain
}

export function sameName(one: string, other: string): boolean {
  return one === other || foldName(one) === foldName(other)
}

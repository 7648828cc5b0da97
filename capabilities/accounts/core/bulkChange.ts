import { plainTags } from './account.ts'

/** Tags of an account after some were added and some taken away. */
export function changedTags(
  tags: readonly string[],
  add: readonly string[] = [],
  remove: readonly string[] = [],
): string[] {
  const gone = new Set(plainTags(remove))
  return plainTags([...tags, ...add]).filter((tag) => !gone.has(tag))
}

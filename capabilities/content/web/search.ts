import { stakeholderRoles, touchModels } from '#capabilities/accounts/core/words.ts'
import { contentSorts, formats, kinds, statuses } from '#capabilities/content/core/words.ts'
import { oneOf, textSearch } from '#web/router/search.ts'
import type { ListAsked } from './apis.ts'

/** What the address of the library may say. */
export const librarySearch = textSearch(
  'q',
  'kind',
  'format',
  'status',
  'phase',
  'touch',
  'role',
  'owner',
  'due',
  'sort',
  'dir',
)
export type LibrarySearch = ReturnType<typeof librarySearch>

/** What the address of an item may say: in which language it is shown, and whether it is being written. */
export const itemSearch = textSearch('in', 'view')

export const statusChoices = ['current', ...statuses, 'all'] as const
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One of some words, or nothing. */
const known = <Word extends string>(text: string | undefined, words: readonly Word[]): Word | undefined =>
  words.find((word) => word === text)

/** What the library is asked for by its address; what makes no sense there is left out. */
export function askedOf(search: LibrarySearch): ListAsked {
  const { q, owner } = search
  const isOwner = owner === 'nobody' || isId.test(owner ?? '')
  const asked = {
    search: q?.slice(0, 200),
    kind: known(search.kind, kinds),
    format: known(search.format, formats),
    phase: search.phase?.slice(0, 64),
    touch: known(search.touch, touchModels),
    role: known(search.role, stakeholderRoles),
    owner: isOwner ? owner : undefined,
    due: search.due ? ('yes' as const) : undefined,
  }
  const told = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  return {
    ...told,
    status: oneOf(search.status, statusChoices),
    sort: oneOf(search.sort, contentSorts),
    direction: search.dir === 'down' ? 'down' : 'up',
  }
}

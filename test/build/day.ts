import { addDays, type Day, dayOf } from '#kernel/day.ts'

/** The day that it is in the workspaces of the tests. In UTC it is another one for nine hours of every day. */
export const today = (): Day => dayOf(Date.now(), 'Asia/Tokyo')

/** So many days before today; a negative number is ahead. */
export const dayAgo = (days: number): Day => addDays(today(), -days)

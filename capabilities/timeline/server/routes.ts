import { implement } from '@orpc/server'
import { refusingTaken, theAccount } from '#capabilities/accounts/server/index.ts'
import { startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId, ActivityId, InquiryId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { timelineContract } from '../contract.ts'
import { createActivity, setActivityArchived, theActivity, updateActivity } from './activityWrite.ts'
import { createInquiry, listInquiries, setInquiryArchived, updateInquiry } from './inquiryWrite.ts'
import { searchTimeline } from './search.ts'
import { readStream, readTouches } from './stream.ts'
import { createAnswer } from './surveyWrite.ts'

const contract = implement(timelineContract).$context<CallContext>()
const account = (id: string) => id as AccountId
const activity = (id: string) => id as ActivityId
const inquiry = (id: string) => id as InquiryId

/** What two writers at the same moment can collide over. */
const taken = {
  inquiries_external_id: { field: 'externalId', rule: 'external_id_taken' },
  survey_answers_external_id: { field: 'externalId', rule: 'external_id_taken' },
}
const write = <T>(context: CallContext, work: Parameters<typeof context.transaction<T>>[0]): Promise<T> =>
  refusingTaken(() => context.transaction(work), taken)

const activities = contract.activities.router({
  create: contract.activities.create.handler(({ input: { id, ...given }, context }) =>
    context.transaction((tx) => createActivity(tx, context, account(id), given)),
  ),
  get: contract.activities.get.handler(({ input, context }) =>
    context.transaction((tx) => theActivity(tx, activity(input.id))),
  ),
  update: contract.activities.update.handler(({ input, context }) =>
    context.transaction((tx) => updateActivity(tx, context, { ...input, id: activity(input.id) })),
  ),
  archive: contract.activities.archive.handler(({ input, context }) =>
    context.transaction((tx) => setActivityArchived(tx, context, activity(input.id), true)),
  ),
  restore: contract.activities.restore.handler(({ input, context }) =>
    context.transaction((tx) => setActivityArchived(tx, context, activity(input.id), false)),
  ),
})

const inquiries = contract.inquiries.router({
  list: contract.inquiries.list.handler(({ input: { id, ...asked }, context }) =>
    context.transaction(async (tx) => {
      await theAccount(tx, account(id))
      return listInquiries(tx, { account: account(id), ...asked })
    }),
  ),
  create: contract.inquiries.create.handler(({ input: { id, ...given }, context }) =>
    write(context, (tx) => createInquiry(tx, context, account(id), given)),
  ),
  update: contract.inquiries.update.handler(({ input, context }) =>
    write(context, (tx) => updateInquiry(tx, context, { ...input, id: inquiry(input.id) })),
  ),
  archive: contract.inquiries.archive.handler(({ input, context }) =>
    context.transaction((tx) => setInquiryArchived(tx, context, inquiry(input.id), true)),
  ),
  restore: contract.inquiries.restore.handler(({ input, context }) =>
    context.transaction((tx) => setInquiryArchived(tx, context, inquiry(input.id), false)),
  ),
})

/** The routes of the timeline, as their contract states them. */
export const timelineRoutes = contract.router({
  activities,
  inquiries,
  surveys: contract.surveys.router({
    create: contract.surveys.create.handler(({ input: { id, ...given }, context }) =>
      write(context, (tx) => createAnswer(tx, context, account(id), given)),
    ),
  }),
  stream: contract.stream.handler(({ input: { id, until, ...asked }, context }) =>
    context.transaction(async (tx) => {
      await theAccount(tx, account(id))
      const { timeZone } = context.caller.workspace
      const before = until === undefined ? undefined : new Date(startOfDay(addDays(until as Day, 1), timeZone))
      return readStream(tx, { account: account(id), ...asked, before })
    }),
  ),
  search: contract.search.handler(({ input, context }) =>
    context.transaction((tx) => searchTimeline(tx, context.caller.workspace.timeZone, input)),
  ),
  touches: contract.touches.handler(({ input, context }) =>
    context.transaction(async (tx) => {
      await theAccount(tx, account(input.id))
      const { timeZone } = context.caller.workspace
      return { rows: await readTouches(tx, account(input.id), timeZone, context.now()) }
    }),
  ),
})

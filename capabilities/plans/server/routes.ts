import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { plansContract } from '../contract.ts'
import { readCalendar, setCalendar } from './calendar.ts'
import { readFigures } from './figures.ts'
import { readPage, readTotals } from './list.ts'
import { setAim } from './measures/aim.ts'
import { readMeasured, readMeasures } from './measures/measures.ts'
import { readPlan, readPlansOf } from './planRead.ts'
import { arrangePlan } from './stageWrite.ts'
import { addStep, editStep, removeStep, setStep } from './stepWrite.ts'
import { addReadyTemplate, publishTemplate, readVersions, removeTemplate, shownTemplates } from './templates.ts'
import { createPlan, movePlan, setPart, updatePlan } from './write.ts'

const os = implement(plansContract).$context<CallContext>()

/** The routes of plans and their templates, as the contract states them. */
export const plansRoutes = os.router({
  list: os.list.handler(({ input, context }) =>
    context.transaction((tx) => readPage(tx, context.caller.workspaceId, input)),
  ),
  totals: os.totals.handler(({ input, context }) =>
    context.transaction((tx) => readTotals(tx, context.caller.workspaceId, input)),
  ),
  ofAccount: os.ofAccount.handler(({ input, context }) =>
    context.transaction((tx) => readPlansOf(tx, context, input.id)),
  ),
  get: os.get.handler(({ input, context }) => context.transaction((tx) => readPlan(tx, context, input.id))),
  create: os.create.handler(({ input, context }) => context.transaction((tx) => createPlan(tx, context, input))),
  update: os.update.handler(({ input, context }) => context.transaction((tx) => updatePlan(tx, context, input))),
  move: os.move.handler(({ input, context }) => context.transaction((tx) => movePlan(tx, context, input))),
  setPart: os.setPart.handler(({ input, context }) => context.transaction((tx) => setPart(tx, context, input))),
  arrange: os.arrange.handler(({ input, context }) => context.transaction((tx) => arrangePlan(tx, context, input))),
  addStep: os.addStep.handler(({ input, context }) => context.transaction((tx) => addStep(tx, context, input))),
  editStep: os.editStep.handler(({ input, context }) => context.transaction((tx) => editStep(tx, context, input))),
  setStep: os.setStep.handler(({ input, context }) => context.transaction((tx) => setStep(tx, context, input))),
  removeStep: os.removeStep.handler(({ input, context }) =>
    context.transaction((tx) => removeStep(tx, context, input)),
  ),
  templates: os.templates.handler(({ context }) => context.transaction((tx) => shownTemplates(tx, context))),
  templateVersions: os.templateVersions.handler(({ input, context }) =>
    context.transaction((tx) => readVersions(tx, context.caller.workspaceId, input.key)),
  ),
  templateFigures: os.templateFigures.handler(({ input, context }) =>
    context.transaction((tx) => readFigures(tx, context.caller.workspaceId, input.key)),
  ),
  publishTemplate: os.publishTemplate.handler(({ input, context }) =>
    context.transaction((tx) => publishTemplate(tx, context, input)),
  ),
  removeTemplate: os.removeTemplate.handler(({ input, context }) =>
    context.transaction((tx) => removeTemplate(tx, context, input)),
  ),
  addReadyTemplate: os.addReadyTemplate.handler(({ context }) =>
    context.transaction((tx) => addReadyTemplate(tx, context)),
  ),
  measures: os.measures.handler(({ input, context }) => context.transaction((tx) => readMeasures(tx, context, input))),
  measured: os.measured.handler(({ input, context }) => context.transaction((tx) => readMeasured(tx, context, input))),
  setAim: os.setAim.handler(({ input, context }) => context.transaction((tx) => setAim(tx, context, input))),
  calendar: os.calendar.handler(({ context }) =>
    context.transaction((tx) => readCalendar(tx, context.caller.workspace)),
  ),
  setCalendar: os.setCalendar.handler(({ input, context }) =>
    context.transaction((tx) => setCalendar(tx, context, input)),
  ),
})

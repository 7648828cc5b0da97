import type { Brand } from '#capabilities/access/server/index.ts'
import type { PlanAnswer, StepAnswer } from '#capabilities/plans/contract/plan.ts'
import type { PlanFile, PortalAnswer, PortalStep, Thread } from '#capabilities/plans/contract/portal.ts'
import { mayGuestSay, views } from '#capabilities/plans/core/portal.ts'
import { agreeing, type Role, theirRoles } from '#capabilities/plans/core/words.ts'
import type { Day } from '#kernel/day.ts'
import type { Known } from './said.ts'
import type { Scope } from './scope.ts'

type Given = {
  scope: Scope
  plan: PlanAnswer
  today: Day
  company: Brand
  threads: readonly Known<Thread>[]
  files: readonly Known<PlanFile>[]
}

const isOver = ({ state }: StepAnswer) => state.is === 'done' || state.is === 'skipped'

/** A plan as one part of the customer's side sees it: what is not theirs to see is not in the answer at all. */
export function presentPortal({ scope, plan, today, company, threads, files }: Given): PortalAnswer {
  const { role, guest } = scope
  const view = views[role]
  const steps = plan.steps.filter((step) => view.steps === 'all' || step.role === role)
  const seen = new Set(steps.map(({ id }) => id))
  const isSeen = (one: { stepId: string | null; contactId: string | null }) =>
    one.stepId === null
      ? view.steps === 'all' || one.contactId === null || one.contactId === guest?.contactId
      : seen.has(one.stepId)
  const part = plan.people.find((one) => one.role === role)
  return {
    company,
    account: plan.account.name,
    today,
    guest: { name: guest?.name ?? part?.contact?.name ?? null, role },
    plan: {
      name: plan.name,
      status: plan.status,
      kickOffOn: plan.kickOffOn,
      targetOn: plan.targetOn,
      finishOn: plan.finishOn,
      donePercent: plan.donePercent,
      purpose: plan.purpose,
      policy: plan.policy,
      goals: plan.goals,
    },
    stages: stagesOf(plan),
    steps: steps.map((step) => stepOf(step, plan, scope)),
    hoursLeft: plan.steps
      .filter((step) => step.role === role && !isOver(step))
      .reduce((hours, { effortHours }) => hours + effortHours, 0),
    helpers: plan.people.flatMap(({ side, role: helping, person }) =>
      side === 'ours' && person ? [{ role: helping, name: person.name }] : [],
    ),
    people: view.people ? theirRoles.flatMap((one) => partOf(plan, one)) : [],
    agreement: {
      asked: view.agrees && (agreeing as readonly Role[]).includes(role),
      agreedOn: part?.agreedOn ?? null,
    },
    mayInvite: view.invites && plan.status === 'running',
    threads: threads.filter(isSeen).map(({ contactId: _contact, ...thread }) => thread),
    files: files.filter(isSeen).map(({ contactId: _contact, ...file }) => file),
  }
}

function partOf(plan: PlanAnswer, role: Role): PortalAnswer['people'] {
  const part = plan.people.find((one) => one.role === role)
  if (!part && !(agreeing as readonly Role[]).includes(role)) return []
  return [{ role, name: part?.contact?.name ?? null, duty: part?.duty ?? '', agreedOn: part?.agreedOn ?? null }]
}

/** Where the whole stands: the first stage that is not over is the one they are in. */
function stagesOf({ stages, steps }: PlanAnswer): PortalAnswer['stages'] {
  const counted = stages.map(({ id, name }) => {
    const own = steps.filter(({ stageId }) => stageId === id)
    return { id, name, over: own.filter(isOver).length, all: own.length }
  })
  const now = counted.findIndex(({ over, all }) => over < all)
  return counted.map((stage, at) => ({
    ...stage,
    state: stage.over === stage.all ? 'done' : at === now ? 'now' : 'ahead',
  }))
}

function stepOf(step: StepAnswer, plan: PlanAnswer, { role }: Scope): PortalStep {
  const { state } = step
  const waitsFor = plan.steps.filter((one) => step.after.includes(one.id) && !isOver(one))
  const asked = {
    role: step.role,
    evidence: step.evidence,
    status: state.is,
    closedHow: state.is === 'done' ? state.by : null,
  }
  const may = (to: 'done' | 'open') => mayGuestSay(to, asked, role, plan.status) === null
  return {
    id: step.id,
    stageId: step.stageId,
    name: step.name,
    help: step.help,
    role: step.role,
    side: step.side,
    who: step.who,
    isMine: step.role === role,
    state: state.is !== 'open' ? state.is : step.isReady ? 'ready' : 'waiting',
    waitsFor: waitsFor.map(({ name, role: of, who }) => ({ name, role: of, who })),
    startOn: step.startOn,
    dueOn: step.dueOn,
    endOn: step.endOn,
    isLate: step.lateDays > 0,
    effortHours: step.effortHours,
    closes: step.evidence,
    closedBy: step.closedBy,
    content: step.content,
    mayFinish: may('done'),
    mayReopen: state.is === 'done' && may('open'),
  }
}

import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { PlanMails } from '#capabilities/outreach/web/PlanMails.tsx'
import { AccountPlans } from '#capabilities/plans/web/AccountPlans.tsx'
import type { Plan } from '#capabilities/plans/web/apis.ts'

/** The customer's success plans, each with the mails that follow it. */
export function PlanPart({ customer }: { customer: Customer }) {
  return <AccountPlans account={customer.account} Beside={Mails} />
}

function Mails({ plan }: { plan: Plan }) {
  return <PlanMails accountId={plan.account.id} planId={plan.id} />
}

import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { PlanMails } from '#capabilities/outreach/web/PlanMails.tsx'
import { AccountPlans } from '#capabilities/plans/web/AccountPlans.tsx'
import type { Plan } from '#capabilities/plans/web/apis.ts'
import { StepItemsContext, type StepItemsProps } from '#capabilities/plans/web/share/stepItems.ts'
import { StepItems } from './StepItems.tsx'

const itemsOf = (props: StepItemsProps) => <StepItems {...props} />

/** The customer's success plans, each with the mails that follow it and what its steps give to read. */
export function PlanPart({ customer }: { customer: Customer }) {
  return (
    <StepItemsContext value={itemsOf}>
      <AccountPlans account={customer.account} Beside={Mails} />
    </StepItemsContext>
  )
}

function Mails({ plan }: { plan: Plan }) {
  return <PlanMails accountId={plan.account.id} planId={plan.id} />
}

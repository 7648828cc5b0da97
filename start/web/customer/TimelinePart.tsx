import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import styles from '#capabilities/accounts/web/customer/Customer.module.css'
import { Timeline } from '#capabilities/timeline/web/Timeline.tsx'
import { useSignals } from './useSignals.tsx'

/** The whole stream of a customer, its signals in between; all of it without a limit on the Timeline tab, a few on the overview. */
export function TimelinePart({ customer, few }: { customer: Customer; few?: number }) {
  const signals = useSignals(customer.account.id)
  return (
    <div className={styles.reading}>
      <Timeline
        accountId={customer.account.id}
        people={customer.contacts}
        between={signals}
        {...(few === undefined ? {} : { few })}
      />
    </div>
  )
}

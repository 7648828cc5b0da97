import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import styles from '#capabilities/accounts/web/customer/Customer.module.css'
import { numberOf } from '#capabilities/accounts/web/customer/read.ts'
import { Signals } from '#capabilities/cockpit/web/Signals.tsx'
import { AccountRisk } from '#capabilities/health/web/AccountRisk.tsx'
import { Overrides } from '#capabilities/health/web/Override.tsx'
import { Pulse } from '#capabilities/health/web/Pulse.tsx'
import { ScoreHistory } from '#capabilities/health/web/ScoreHistory.tsx'
import { Touch } from '#capabilities/health/web/Touch.tsx'
import { Why } from '#capabilities/health/web/Why.tsx'
import { useMay } from '#web/session.ts'

/** The customer's score, opened: why, over time, what our people feel, and which signals fired. */
export function HealthPart({ customer }: { customer: Customer }) {
  const { id } = customer.account
  const seesHealth = useMay('health.read')
  const seesSignals = useMay('signals.read')
  return (
    <div className={styles.columns}>
      <div>
        {seesHealth ? <Why accountId={id} blindShare={numberOf(customer.facts, 'usage.blind_share')} /> : null}
        {seesHealth ? <AccountRisk accountId={id} /> : null}
        {seesHealth ? <ScoreHistory accountId={id} /> : null}
      </div>
      <aside>
        {seesHealth ? <Pulse accountId={id} /> : null}
        {seesHealth ? <Touch accountId={id} /> : null}
        {seesHealth ? <Overrides accountId={id} /> : null}
        {seesSignals ? <Signals accountId={id} /> : null}
      </aside>
    </div>
  )
}

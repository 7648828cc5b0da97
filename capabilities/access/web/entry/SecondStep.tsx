import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import type { AwaitedProof } from '#kernel/exchange.ts'
import { api, problemOf } from '#web/client.ts'
import type { Me } from '#capabilities/access/contract.ts'
import { SecondProof } from '../proof/SecondProof.tsx'
import styles from './EntryFrame.module.css'
import { EntryFrame } from './EntryFrame.tsx'

const access = api<typeof accessContract>('access')

/** What a sign-in still waits for, where that is what an error says. */
export function awaitedBy(error: unknown): AwaitedProof | null {
  const { code, data } = problemOf(error)
  return code === 'FACTOR_NEEDED' ? (data as AwaitedProof) : null
}

/** The second step of a sign-in, after the password. */
export function SecondStep({ awaited, onIn }: { awaited: AwaitedProof; onIn: (me: Me) => Promise<void> }) {
  const { t } = useTranslation('entry')
  return (
    <EntryFrame title={t('proof.title')} lead={t('proof.lead')}>
      <SecondProof
        awaited={awaited}
        words="entry"
        onGiven={async (proof) => onIn(await access.secondStep.finish.call(proof))}
      />
      <p className={styles.note}>{t('proof.none')}</p>
    </EntryFrame>
  )
}

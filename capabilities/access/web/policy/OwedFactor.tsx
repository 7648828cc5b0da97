import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Toasts } from '#web/ui/Toasts.tsx'
import type { Me } from '#capabilities/access/contract.ts'
import { access, keepMe } from '../access.ts'
import { EntryFrame } from '../entry/EntryFrame.tsx'
import styles from '../entry/EntryFrame.module.css'
import { AddFactor } from '../factors/AddFactor.tsx'
import { hasPasskeys } from '../proof/passkey.ts'
import { ProofGate } from '../proof/ProofGate.tsx'

/** All there is to see for whoever has no second factor where the workspace asks for one: how to set it up. */
export function OwedFactor({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(access.factors.list.queryOptions())
  const others = me.workspaces.filter(({ id }) => id !== me.workspace.id)
  const goOn = async () => {
    await queries.invalidateQueries()
    keepMe(queries, await access.me.read.call())
  }
  const switchTo = async (workspaceId: string) => {
    await access.me.switchWorkspace.call({ workspaceId })
    location.assign('/')
  }
  return (
    <EntryFrame title={t('owed.title')} lead={t('owed.lead', { workspace: me.workspace.name })}>
      <ProofGate />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines height={40} />}
      {data ? (
        <div className={styles.other}>
          <AddFactor size="sm" takesPasskeys={hasPasskeys() && data.takesPasskeys} onAdded={goOn} />
        </div>
      ) : null}
      <p className={styles.note}>{t('owed.help')}</p>
      <div className={styles.other}>
        {others.map(({ id, name }) => (
          <Button key={id} variant="subtle" size="xs" onClick={() => void switchTo(id)}>
            {t('owed.elsewhere', { workspace: name })}
          </Button>
        ))}
        <Button variant="subtle" size="xs" onClick={onSignOut}>
          {frame('me.signOut')}
        </Button>
      </div>
      <Toasts />
    </EntryFrame>
  )
}

import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Factor } from '#capabilities/access/contract.ts'
import { access } from '../access.ts'
import { hasPasskeys } from '../proof/passkey.ts'
import { AddFactor } from './AddFactor.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { RemoveFactor } from './RemoveFactor.tsx'

/** One's own second factors: added, named, taken away, with codes for an emergency. */
export function Factors() {
  const { t } = useTranslation('access')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(access.factors.list.queryOptions())
  const [removing, setRemoving] = useState<Factor | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: access.factors.key() })
  const factors = data?.factors ?? []
  const takesPasskeys = hasPasskeys() && data?.takesPasskeys === true

  const newCodes = async () => {
    const { recoveryCodes } = await access.factors.newCodes.call()
    setCodes(recoveryCodes)
    await refresh()
  }

  return (
    <Section
      title={t('factors.title')}
      note={t('factors.lead')}
      actions={<AddFactor takesPasskeys={takesPasskeys} onAdded={refresh} />}
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines />}
      {data && factors.length === 0 ? <p className="quiet small">{t('factors.none')}</p> : null}
      {factors.map((factor) => (
        <FactorLine key={factor.id} factor={factor} onRemove={() => setRemoving(factor)} />
      ))}
      {data && factors.length > 0 ? (
        <Row
          wraps
          end={
            <Button
              variant="default"
              size="xs"
              onClick={() => void newCodes().catch((problem: unknown) => toast(errorText(problem), { tone: 'risk' }))}
            >
              {t('factors.newCodes')}
            </Button>
          }
        >
          <strong>{t('factors.codes')}</strong>
          <div className="quiet small">{t('factors.codesLeft', { count: data.recoveryCodesLeft })}</div>
        </Row>
      ) : null}
      {data && !takesPasskeys ? <p className="quiet small">{t('factors.noPasskeys')}</p> : null}
      {codes ? <RecoveryCodes codes={codes} replaces onClose={() => setCodes(null)} /> : null}
      {removing ? (
        <RemoveFactor
          factor={removing}
          isLast={factors.length === 1}
          onClose={() => {
            setRemoving(null)
            void refresh()
          }}
        />
      ) : null}
    </Section>
  )
}

function FactorLine({ factor, onRemove }: { factor: Factor; onRemove: () => void }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const { name, kind, createdAt, lastUsedAt } = factor
  const used = lastUsedAt ? t('factors.used', { when: format.ago(lastUsedAt) }) : t('factors.unused')
  return (
    <Row
      wraps
      end={
        <Button variant="default" size="xs" onClick={onRemove}>
          {t('factors.remove')}
        </Button>
      }
    >
      <strong>{name}</strong> <span className="quiet small">{t(`factors.kinds.${kind}`)}</span>
      <div className="quiet small">
        {t('factors.added', { when: format.stamp(createdAt) })} · {used}
      </div>
    </Row>
  )
}

import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { daysBetween, type Day } from '#kernel/day.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Contract, type Line, revenue } from './apis.ts'
import { ContractDialog } from './ContractDialog.tsx'
import { LineDialog } from './LineDialog.tsx'
import { LineTable } from './LineTable.tsx'
import { EndContractDialog, RenewContractDialog } from './TermDialogs.tsx'
import { useContractMoves } from './useContractMoves.ts'
import { usePaymentWords } from './words.ts'

/** One contract: its term, when it renews, its lines, and what can be done with it. */
export function ContractCard({
  accountId,
  contract,
  onHistory,
}: {
  accountId: string
  contract: Contract
  onHistory: (line: Line) => void
}) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const paymentWords = usePaymentWords()
  const { renewalOn } = contract
  const left = renewalOn ? daysBetween(format.today(), renewalOn as Day) : null
  const how = [
    left === null ? null : t('inDays', { count: left }),
    contract.autoRenews === null ? null : t(contract.autoRenews ? 'auto' : 'notAuto'),
    contract.renewalMonths === null ? null : t('byMonths', { count: contract.renewalMonths }),
  ].filter((one) => one !== null)
  return (
    <Section
      title={
        <>
          {contract.name ?? contract.externalId ?? t('unnamed')}{' '}
          <Chip tone={contract.state === 'active' ? 'healthy' : 'plain'}>{t(`states.${contract.state}`)}</Chip>
        </>
      }
      note={contract.externalId && contract.name ? contract.externalId : undefined}
      actions={<Actions accountId={accountId} contract={contract} />}
    >
      <Pairs>
        <Pair name={t('term')}>
          {format.dayPlain(contract.startOn)} —{' '}
          {contract.endOn ? format.dayPlain(format.addDays(contract.endOn, -1)) : t('openEnded')}
        </Pair>
        <Pair name={t('renewal')}>
          {renewalOn ? format.dayPlain(renewalOn) : '—'}
          {how.length > 0 ? <span className="quiet"> {how.join(' · ')}</span> : null}
        </Pair>
        {contract.noticeBy ? <Pair name={t('noticeBy')}>{format.day(contract.noticeBy)}</Pair> : null}
        {contract.paymentTerms ? <Pair name={t('payment.title')}>{paymentWords(contract.paymentTerms)}</Pair> : null}
        {contract.endReason ? <Pair name={t('endReason')}>{contract.endReason}</Pair> : null}
      </Pairs>
      <LineTable contract={contract} onHistory={onHistory} />
    </Section>
  )
}

function Actions({ accountId, contract }: { accountId: string; contract: Contract }) {
  const { t } = useTranslation('revenue')
  const { made } = useContractMoves()
  const [open, setOpen] = useState<'edit' | 'line' | 'renew' | 'end' | null>(null)
  const close = () => setOpen(null)
  if (!useMay('accounts.write')) return null
  const archive = async () => {
    await revenue.archive.call({ id: contract.id })
    await made(t('archived'), () => revenue.restore.call({ id: contract.id }))
  }
  return (
    <>
      <Button variant="subtle" size="xs" onClick={() => setOpen('edit')}>
        {t('edit')}
      </Button>
      <MoreMenu
        label={t('menu', { name: contract.name ?? contract.externalId ?? t('unnamed') })}
        choices={[
          { label: t('line.addTitle'), onChoose: () => setOpen('line') },
          {
            label: t('renewing.title'),
            onChoose: () => setOpen('renew'),
            why: contract.endOn === null ? t('rules.open_ended') : null,
          },
          { label: t('closing.title'), onChoose: () => setOpen('end') },
          {
            label: t('archive'),
            danger: true,
            onChoose: () => void archive().catch((error: unknown) => toast(errorText(error), { tone: 'risk' })),
          },
        ]}
      />
      {open === 'edit' ? <ContractDialog accountId={accountId} contract={contract} onClose={close} /> : null}
      {open === 'line' ? <LineDialog contract={contract} line={null} onClose={close} /> : null}
      {open === 'renew' ? <RenewContractDialog contract={contract} onClose={close} /> : null}
      {open === 'end' ? <EndContractDialog contract={contract} onClose={close} /> : null}
    </>
  )
}

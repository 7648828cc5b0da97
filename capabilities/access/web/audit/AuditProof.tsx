import { NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { AuditProof as Proof } from '#capabilities/access/contract.ts'
import { access } from '../access.ts'
import styles from './audit.module.css'

/** Proves that the record is whole, and says how long it is kept. */
export function AuditProof() {
  const { t } = useTranslation('access')
  const [proof, setProof] = useState<Proof | null>(null)
  const form = useForm({
    initial: { known: '' },
    check: ({ known }) => ({
      known: known.trim() === '' || sealOf(known) ? undefined : t('audit.proof.knownBad'),
    }),
    send: async ({ known }) => {
      setProof(await access.audit.verify.call({ known: sealOf(known) }))
    },
  })
  return (
    <Section title={t('audit.proof.title')} note={t('audit.proof.lead')}>
      <div className={styles.proof}>
        <Form form={form} send={t('audit.proof.check')}>
          <TextField form={form} name="known" label={t('audit.proof.known')} help={t('audit.proof.headHelp')} />
        </Form>
        {proof ? <Outcome proof={proof} /> : null}
        <Keep />
      </div>
    </Section>
  )
}

/** A seal as one notes it: `12:9f3a…`; null where it has not the form of one. */
function sealOf(text: string): { number: number; hash: string } | null {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.normalize('NFKC').replace(/\s/g, '')) ?? []
  return number && hash ? { number: Number(number), hash } : null
}

function Outcome({ proof }: { proof: Proof }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const { findings, head, entries, redacted, dropped } = proof
  return (
    <div role="status" className={styles.outcome} data-broken={findings.length > 0 || undefined}>
      <strong>
        {findings.length === 0 ? t('audit.proof.whole') : t('audit.proof.broken', { count: findings.length })}
      </strong>
      {findings.length > 0 ? (
        <ul>
          {findings.map(({ kind, id }) => (
            <li key={`${kind} ${id}`}>
              {t(`audit.proof.kinds.${kind}`)} <code>{id}</code>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="quiet small">{t('audit.proof.counts', { entries, redacted, dropped })}</div>
      {head ? (
        <div className="small">
          {t('audit.proof.head')} ({format.stamp(head.at)}){' '}
          <code className={styles.seal}>
            {head.number}:{head.hash}
          </code>
        </div>
      ) : null}
    </div>
  )
}

const years = [1, 2, 3, 5, 7, 10]

function Keep() {
  const { t } = useTranslation('access')
  const queries = useQueryClient()
  const { data } = useQuery(access.audit.settings.queryOptions())
  const keep = useMutation(
    access.audit.setSettings.mutationOptions({
      onSuccess: () => toast(t('audit.proof.saved')),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: () => queries.invalidateQueries({ queryKey: access.audit.key() }),
    }),
  )
  if (!data) return null
  return (
    <NativeSelect
      size="xs"
      className={styles.keep}
      label={t('audit.proof.keep')}
      description={t('audit.proof.keepHelp')}
      data={[
        { value: '', label: t('audit.proof.forever') },
        ...years.map((count) => ({ value: String(count * 12), label: t('audit.proof.years', { count }) })),
      ]}
      value={data.keepMonths === null ? '' : String(data.keepMonths)}
      onChange={({ currentTarget: { value } }) => keep.mutate({ keepMonths: value === '' ? null : Number(value) })}
    />
  )
}

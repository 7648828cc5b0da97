import { NativeSelect } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Authority, authorities, presets } from '#capabilities/revenue/core/conventionChoices.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useMay } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { revenue } from '../apis.ts'
import { ConventionField } from './ConventionField.tsx'
import styles from './counting.module.css'
import { conventionsOf, fieldGroups, fieldsOf } from './fields.ts'

type Settled = Awaited<ReturnType<typeof revenue.ledger.conventions.call>>

/** All conventions, each with the ways there are and who goes them. */
export function ConventionForm({ settled }: { settled: Settled }) {
  const { t } = useTranslation('counting')
  const queries = useQueryClient()
  const may = useMay('workspace.manage')
  const refresh = () => queries.invalidateQueries({ queryKey: revenue.key() })
  const form = useForm({
    initial: fieldsOf(settled.conventions),
    check: ({ reactivatedWithinDays: days }) => ({
      reactivatedWithinDays: /^\d{0,4}$/.test(days.trim()) ? undefined : t('days'),
    }),
    send: async (fields) => {
      const kept = await revenue.ledger.keepConventions.call({
        conventions: conventionsOf(fields),
        basedOn: settled.version,
      })
      if (kept.version === settled.version) return toast(t('unchanged'))
      const back = { conventions: settled.conventions, basedOn: kept.version }
      toast(t('saved'), { undo: () => revenue.ledger.keepConventions.call(back).then(refresh) })
      return refresh()
    },
  })
  const follow = (authority: Authority) => {
    const followed: Conventions = { ...settled.usual, ...presets[authority] }
    for (const [key, value] of Object.entries(fieldsOf(followed))) form.set(key as keyof Conventions, value)
  }
  const groups = (Object.keys(fieldGroups) as (keyof typeof fieldGroups)[]).map((group) => (
    <fieldset key={group} className={styles.group} disabled={!may}>
      <legend>{t(`groups.${group}`)}</legend>
      {group === 'ledger' && may ? <p className={styles.note}>{t('ledgerNote')}</p> : null}
      {fieldGroups[group].map((key) => (
        <ConventionField key={key} form={form} name={key} />
      ))}
    </fieldset>
  ))
  return (
    <Section title={t('title')} note={may ? t('lead') : t('readOnly')}>
      {may ? (
        <Form form={form} send={t('save')}>
          <NativeSelect
            label={t('follow')}
            description={t('followHelp')}
            data={[
              { value: '', label: t('followNone') },
              ...authorities.map((value) => ({ value, label: t(`authorities.${value}`) })),
            ]}
            onChange={(event) => {
              const chosen = authorities.find((authority) => authority === event.currentTarget.value)
              if (chosen) follow(chosen)
            }}
          />
          {groups}
        </Form>
      ) : (
        groups
      )}
    </Section>
  )
}

import { NativeSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { blocks, fields } from '#capabilities/outreach/core/template.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { catalogueQuery, purposesQuery, type TemplateDraft } from './apis.ts'
import styles from './outreach.module.css'

/** A template's names and texts in one language, with fields to be put in where the cursor is. */
export function TemplateFields({
  draft,
  language,
  onChange,
}: {
  draft: TemplateDraft
  language: 'ja' | 'en'
  onChange: (draft: TemplateDraft) => void
}) {
  const { t } = useTranslation('outreach')
  const body = useRef<HTMLTextAreaElement>(null)
  const set = (part: 'name' | 'aim' | 'subject' | 'body', text: string, of = language) =>
    onChange({ ...draft, [part]: { ...draft[part], [of]: text } })
  const insert = (text: string) => {
    const [from, to] = [
      body.current?.selectionStart ?? draft.body[language].length,
      body.current?.selectionEnd ?? draft.body[language].length,
    ]
    const whole = draft.body[language]
    set('body', `${whole.slice(0, from)}${text}${whole.slice(to)}`)
    requestAnimationFrame(() => {
      body.current?.focus()
      body.current?.setSelectionRange(from + text.length, from + text.length)
    })
  }
  return (
    <div className={styles.fields}>
      <div className={styles.row}>
        <TextInput
          label={t('name')}
          value={draft.name.ja}
          maxLength={120}
          required
          onChange={(event) => set('name', event.currentTarget.value, 'ja')}
        />
        <TextInput
          label={t('nameEn')}
          value={draft.name.en}
          maxLength={120}
          required
          onChange={(event) => set('name', event.currentTarget.value, 'en')}
        />
      </div>
      <TextInput
        label={t('aim')}
        value={draft.aim[language]}
        maxLength={500}
        onChange={(event) => set('aim', event.currentTarget.value)}
      />
      <PurposeField draft={draft} onChange={onChange} />
      <TextInput
        label={t('template.subject')}
        value={draft.subject[language]}
        maxLength={200}
        required
        onChange={(event) => set('subject', event.currentTarget.value)}
      />
      <FieldPicker onInsert={insert} />
      <Textarea
        ref={body}
        label={t('template.body')}
        description={t('template.bodyHelp')}
        className={styles.body}
        autosize
        minRows={14}
        maxRows={36}
        required
        value={draft.body[language]}
        onChange={(event) => set('body', event.currentTarget.value)}
      />
    </div>
  )
}

type Changing = { draft: TemplateDraft; onChange: (draft: TemplateDraft) => void }

/** What its readers were asked to consent to, where anybody is asked anything. */
function PurposeField({ draft, onChange }: Changing) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { data } = useQuery(purposesQuery)
  const chosen = draft.consentPurposeId ?? ''
  const purposes = (data?.purposes ?? []).filter(({ id, archived }) => !archived || id === chosen)
  if (purposes.length === 0) return null
  return (
    <NativeSelect
      label={t('template.consent')}
      description={t('template.consentHelp')}
      value={chosen}
      data={[
        { value: '', label: t('template.noConsent') },
        ...purposes.map(({ id, name }) => ({ value: id, label: inLanguage(name, language) })),
      ]}
      onChange={(event) => onChange({ ...draft, consentPurposeId: event.currentTarget.value || null })}
    />
  )
}

/** Fields, blocks and facts that a text may name; the one chosen is put in. */
function FieldPicker({ onInsert }: { onInsert: (text: string) => void }) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { data } = useQuery(catalogueQuery)
  const of = (test: (key: string) => boolean) =>
    Object.entries(fields)
      .filter(([key]) => test(key))
      .map(([key, label]) => ({ value: `{{ ${key} }}`, label: inLanguage(label, language) }))
  const isPerson = (key: string) => /^(contact|account)\./.test(key)
  const isPlan = (key: string) => /^(plan|step)\./.test(key)
  const groups = [
    { group: t('template.fieldGroups.person'), items: of(isPerson) },
    { group: t('template.fieldGroups.plan'), items: of(isPlan) },
    { group: t('template.fieldGroups.other'), items: of((key) => !isPerson(key) && !isPlan(key)) },
    {
      group: t('template.fieldGroups.blocks'),
      items: [
        ...Object.entries(blocks).map(([key, label]) => ({
          value: `{% ${key} %}`,
          label: inLanguage(label, language),
        })),
        { value: `{% button "${t('template.button')}", plan.link %}`, label: t('template.button') },
      ],
    },
  ]
  const facts = (data?.facts ?? []).map(({ key, label }) => ({
    value: `{{ facts.${key} }}`,
    label: inLanguage(label, language),
  }))
  const common = { searchable: true, clearable: false, value: null, comboboxProps: { withinPortal: true } } as const
  return (
    <div className={styles.picker}>
      <Select {...common} label={t('template.insert')} data={groups} onChange={(value) => value && onInsert(value)} />
      <Select
        {...common}
        label={t('template.fieldGroups.facts')}
        placeholder={t('template.findFact')}
        data={facts}
        limit={60}
        onChange={(value) => value && onInsert(value)}
      />
    </div>
  )
}

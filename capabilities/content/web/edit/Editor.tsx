import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { stakeholderRoleChoices, touchModelChoices } from '#capabilities/accounts/core/words.ts'
import type { Body, Definition, Language } from '#capabilities/content/core/item.ts'
import { type Kind, kindLabels, kinds } from '#capabilities/content/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import type { Item } from '../apis.ts'
import styles from '../content.module.css'
import { usePhases } from '../usePhases.ts'
import { FileBody } from './FileBody.tsx'
import { Questions } from './Questions.tsx'
import { type Saving, useDraft } from './useDraft.ts'

const TextEditor = lazy(() => import('./TextEditor.tsx').then((module) => ({ default: module.TextEditor })))

type Change = (part: Partial<Definition>) => void

/** Writes an item in one language; what is written is kept as one types, and shown to nobody until it is published. */
export function Editor({ item, language }: { item: Item; language: Language }) {
  const { t } = useTranslation('content')
  const { definition, saving, take, change, save, giveUp } = useDraft(item)
  const written = (field: 'title' | 'summary' | 'purpose', text: string) =>
    change({ [field]: { ...definition[field], [language]: text } })
  return (
    <div className={styles.editor}>
      <SavingLine saving={saving} onRetry={() => void save()} onGiveUp={giveUp} />
      <TextInput
        label={`${t('title')} (${t(`in.${language}`)})`}
        withAsterisk
        maxLength={120}
        lang={language}
        value={definition.title[language]}
        onChange={(event) => written('title', event.currentTarget.value)}
      />
      <Textarea
        label={`${t('summary')} (${t(`in.${language}`)})`}
        description={t('summaryHelp')}
        autosize
        minRows={2}
        maxLength={500}
        lang={language}
        value={definition.summary[language]}
        onChange={(event) => written('summary', event.currentTarget.value)}
      />
      <BodyEditor
        key={`${language} ${take}`}
        item={item}
        body={definition.body}
        language={language}
        onChange={change}
      />
      <Textarea
        label={`${t('purpose')} (${t(`in.${language}`)})`}
        description={t('purposeHelp')}
        autosize
        minRows={1}
        maxLength={500}
        lang={language}
        value={definition.purpose[language]}
        onChange={(event) => written('purpose', event.currentTarget.value)}
      />
      <AboutItem definition={definition} onChange={change} />
    </div>
  )
}

function SavingLine({ saving, onRetry, onGiveUp }: { saving: Saving; onRetry: () => void; onGiveUp: () => void }) {
  const { t } = useTranslation('content')
  return (
    <div className={styles.saving} role="status" data-wrong={saving === 'failed' || saving === 'lost' || undefined}>
      {t(`saving.${saving}`)}
      {saving === 'failed' ? (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          {t('saving.retry')}
        </Button>
      ) : null}
      {saving === 'lost' ? (
        <Button size="compact-xs" variant="default" onClick={onGiveUp}>
          {t('saving.load')}
        </Button>
      ) : null}
    </div>
  )
}

type BodyProps = { item: Item; body: Body; language: Language; onChange: Change }

function BodyEditor({ item, body, language, onChange }: BodyProps): ReactNode {
  const { t } = useTranslation('content')
  switch (body.format) {
    case 'text':
      return (
        <div role="group" aria-label={t('body')}>
          <div className={styles.label}>{`${t('body')} (${t(`in.${language}`)})`}</div>
          <Suspense fallback={<BoneLines widths={[100, 100, 80]} height={24} />}>
            <TextEditor
              value={body.text[language]}
              language={language}
              onChange={(text) => onChange({ body: { ...body, text: { ...body.text, [language]: text } } })}
            />
          </Suspense>
        </div>
      )
    case 'file':
      return (
        <FileBody
          item={item}
          file={body.file[language]}
          language={language}
          onChange={(file) => onChange({ body: { ...body, file: { ...body.file, [language]: file } } })}
        />
      )
    case 'link':
    case 'video':
      return (
        <TextInput
          label={`${t(`address.${body.format}`)} (${t(`in.${language}`)})`}
          description={t('address.help')}
          type="url"
          inputMode="url"
          placeholder="https://"
          maxLength={2000}
          value={body.url[language]}
          onChange={(event) =>
            onChange({ body: { ...body, url: { ...body.url, [language]: event.currentTarget.value.trim() } } })
          }
        />
      )
    case 'form':
      return (
        <Questions
          questions={body.questions}
          language={language}
          onChange={(questions) => onChange({ body: { ...body, questions } })}
        />
      )
  }
}

/** What it is for, in which phases, for which touch models and for whom. */
function AboutItem({ definition, onChange }: { definition: Definition; onChange: Change }) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const phases = usePhases()
  const ticks = <Key extends string>(
    label: string,
    value: readonly Key[],
    choices: readonly { key: string; label: string }[],
    take: (keys: Key[]) => void,
  ) => (
    <Checkbox.Group label={label} description={t('anyHelp')} value={[...value]} onChange={(keys) => take(keys)}>
      <div className={styles.ticks}>
        {choices.map(({ key, label: name }) => (
          <Checkbox key={key} size="sm" value={key} label={name} />
        ))}
      </div>
    </Checkbox.Group>
  )
  const labelled = (list: readonly { key: string; label: { ja: string; en: string } }[]) =>
    list.map(({ key, label }) => ({ key, label: inLanguage(label, language) }))
  return (
    <div className={styles.about}>
      <NativeSelect
        label={t('kind')}
        data={kinds.map((value) => ({ value, label: inLanguage(kindLabels[value], language) }))}
        value={definition.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value as Kind })}
      />
      {phases.length > 0 ? ticks(t('phases'), definition.phases, phases, (keys) => onChange({ phases: keys })) : null}
      {ticks(t('touch'), definition.touch, labelled(touchModelChoices), (touch) => onChange({ touch }))}
      {ticks(t('roles'), definition.roles, labelled(stakeholderRoleChoices), (roles) => onChange({ roles }))}
      {definition.body.format === 'form' ? null : (
        <Checkbox
          size="sm"
          label={t('public')}
          description={t('publicHelp')}
          checked={definition.public === true}
          onChange={({ currentTarget }) => onChange({ public: currentTarget.checked })}
        />
      )}
    </div>
  )
}

import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { findCircle } from '#capabilities/plans/core/circle.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { LeaveGuard } from '#web/ui/LeaveGuard.tsx'
import type { Template } from '../apis.ts'
import { allSteps, type Draft, draftOf, emptyDraft, newKey } from './draft.ts'
import { PublishDialog } from './PublishDialog.tsx'
import { Stage } from './Stage.tsx'
import styles from './templates.module.css'
import { Versions } from './Versions.tsx'

/** Writes a template: its name, aim, stages and steps. Nothing is changed for anybody until it is published. */
export function Editor({ template }: { template: Template | null }) {
  const { t } = useTranslation('planTemplates')
  const { language } = useFormat()
  const mayManage = useMay('journey.manage')
  const [draft, setDraft] = useState<Draft>(() => (template ? draftOf(template) : emptyDraft()))
  const [publishing, setPublishing] = useState(false)
  const [published, setPublished] = useState(false)
  const [begun] = useState(draft)
  const written = (field: 'name' | 'aim', text: string) => {
    const isNew = template === null
    setDraft({ ...draft, [field]: isNew ? { ja: text, en: text } : { ...draft[field], [language]: text } })
  }
  const addStage = () => {
    const name = t('stage.numbered', { number: draft.stages.length + 1 })
    setDraft({ ...draft, stages: [...draft.stages, { key: newKey('stage'), name: { ja: name, en: name }, steps: [] }] })
  }
  const circle = findCircle(allSteps(draft).map(({ key, after }) => ({ id: key, after })))
  const nameOf = (key: string) => inLanguage(allSteps(draft).find((step) => step.key === key)!.name, language)
  const isComplete = draft.name[language].trim() !== '' && allSteps(draft).length > 0 && circle === null
  return (
    <>
      <div className={styles.head}>
        <div className={styles.naming}>
          <TextInput
            label={t('name')}
            withAsterisk
            readOnly={!mayManage}
            maxLength={120}
            value={draft.name[language]}
            onChange={(event) => written('name', event.currentTarget.value)}
          />
          <TextInput
            label={t('aim')}
            readOnly={!mayManage}
            maxLength={500}
            value={draft.aim[language]}
            onChange={(event) => written('aim', event.currentTarget.value)}
          />
        </div>
        {mayManage ? (
          <Button disabled={!isComplete} onClick={() => setPublishing(true)}>
            {t('publish')}
          </Button>
        ) : null}
      </div>
      {circle ? (
        <p role="alert" className={styles.circle}>
          {t('circle', { steps: circle.map(nameOf).join(' → ') })}
        </p>
      ) : null}
      {draft.stages.map((stage) => (
        <Stage key={stage.key} draft={draft} stage={stage} mayManage={mayManage} onChange={setDraft} />
      ))}
      {mayManage ? (
        <Button size="xs" variant="default" mb={16} onClick={addStage}>
          {t('stage.add')}
        </Button>
      ) : null}
      {template ? <Versions templateKey={template.key} /> : null}
      {publishing ? (
        <PublishDialog
          template={template}
          draft={draft}
          onPublished={() => flushSync(() => setPublished(true))}
          onClose={() => setPublishing(false)}
        />
      ) : null}
      <LeaveGuard on={draft !== begun && !published} name={draft.name[language] || t('add')} />
    </>
  )
}

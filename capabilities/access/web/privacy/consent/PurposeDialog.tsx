import { useTranslation } from 'react-i18next'
import type { ConsentPurpose } from '#capabilities/access/contract/consent.ts'
import { consentBases } from '#capabilities/access/core/consent.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { privacy } from '../api.ts'
import styles from '../privacy.module.css'

type Given = {
  /** Null: a new one. */
  purpose: ConsentPurpose | null
  onClose: () => void
  onChange: (all: { purposes: ConsentPurpose[] }) => void
}

/** A purpose in both languages with its basis and its text; the texts before stand below. */
export function PurposeDialog({ purpose, onClose, onChange }: Given) {
  const { t } = useTranslation('privacy')
  const { language } = useFormat()
  const texts = purpose?.texts ?? []
  const form = useForm({
    initial: {
      nameJa: purpose?.name.ja ?? '',
      nameEn: purpose?.name.en ?? '',
      basis: purpose?.basis ?? 'consent',
      textJa: texts[0]?.ja ?? '',
      textEn: texts[0]?.en ?? '',
    },
    check: ({ nameJa, nameEn, textJa, textEn }) => {
      const missing = (text: string) => (text.trim() ? undefined : t('consent.needed'))
      return { nameJa: missing(nameJa), nameEn: missing(nameEn), textJa: missing(textJa), textEn: missing(textEn) }
    },
    send: async ({ nameJa, nameEn, basis, textJa, textEn }) => {
      const draft = { name: { ja: nameJa, en: nameEn }, basis, text: { ja: textJa, en: textEn } }
      const { add, change } = privacy.consent
      onChange(await (purpose ? change.call({ id: purpose.id, version: purpose.version, ...draft }) : add.call(draft)))
      toast(t('consent.saved'))
      onClose()
    },
  })
  const title = purpose ? t('consent.changeTitle', { name: inLanguage(purpose.name, language) }) : t('consent.addTitle')
  const bases = consentBases.map((value) => ({ value, label: t(`consent.bases.${value}.name`) }))
  return (
    <Dialog opened onClose={onClose} title={title} size={560}>
      <Form form={form} send={t('consent.save')} onCancel={onClose}>
        <FieldRow>
          <TextField form={form} name="nameJa" label={t('consent.nameJa')} required autoFocus />
          <TextField form={form} name="nameEn" label={t('consent.nameEn')} required />
        </FieldRow>
        <ChoiceField
          form={form}
          name="basis"
          label={t('consent.basis')}
          help={t(`consent.bases.${form.values.basis}.text`)}
          choices={bases}
        />
        <TextAreaField
          form={form}
          name="textJa"
          label={t('consent.textJa')}
          {...(purpose ? { help: t('consent.textHelp') } : {})}
          required
        />
        <TextAreaField form={form} name="textEn" label={t('consent.textEn')} required />
      </Form>
      {texts.length > 1 ? <Earlier texts={texts.slice(1)} /> : null}
    </Dialog>
  )
}

function Earlier({ texts }: { texts: ConsentPurpose['texts'] }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (
    <details className={styles.earlier}>
      <summary>{t('consent.earlier')}</summary>
      {texts.map(({ version, writtenAt, by, ...text }) => (
        <div key={version}>
          <div className="quiet small">
            {t('consent.version', { version })} ·{' '}
            {t(by === null ? 'consent.written' : 'consent.writtenBy', {
              name: by ?? '',
              when: format.stamp(writtenAt),
            })}
          </div>
          <p>{text[format.language]}</p>
        </div>
      ))}
    </details>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import { api } from '#web/client.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, PasswordField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { currentLanguage } from '#web/i18n/i18n.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import styles from './EntryFrame.module.css'
import { EntryFrame } from './EntryFrame.tsx'
import { emailText, tokenFrom } from './entry.ts'

const access = api<typeof accessContract>('access')
const currencies = ['JPY', 'USD', 'EUR', 'GBP', 'SGD', 'AUD', 'KRW', 'TWD', 'CNY'].map((value) => ({
  value,
  label: value,
}))
const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))

/** Makes the first workspace and its administrator, from the one-time address printed at the first start. */
export function Setup() {
  const { t } = useTranslation('entry')
  const [token] = useState(() => tokenFrom(location))
  const { data, error } = useQuery(access.setup.status.queryOptions())
  return (
    <EntryFrame title={t('setup.title')} lead={data?.needed && token ? t('setup.lead') : undefined}>
      {error ? <ErrorState error={error} /> : null}
      {data || error ? null : <BoneLines widths={[60, 100, 100, 100]} height={48} />}
      {data && !data.needed ? (
        <p>
          {t('setup.done')} <Link to="/sign-in">{t('setup.toSignIn')}</Link>
        </p>
      ) : null}
      {data?.needed && !token ? <p>{t('setup.noToken')}</p> : null}
      {data?.needed && token ? <SetupForm token={token} /> : null}
    </EntryFrame>
  )
}

function SetupForm({ token }: { token: string }) {
  const { t } = useTranslation('entry')
  const { t: frame } = useTranslation('web')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const needed = (text: string) => (text.trim() === '' ? t('needed') : undefined)
  const form = useForm({
    initial: {
      company: '',
      name: '',
      email: '',
      password: '',
      locale: currentLanguage(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Tokyo',
      currency: currentLanguage() === 'ja' ? 'JPY' : 'USD',
      fiscalStartMonth: currentLanguage() === 'ja' ? '4' : '1',
    },
    check: (values) => ({
      company: needed(values.company),
      name: needed(values.name),
      email: needed(values.email) ?? (emailText(values.email) ? undefined : t('notEmail')),
      password: needed(values.password),
    }),
    send: async ({ company, name, email, password, locale, timeZone, currency, fiscalStartMonth }) => {
      const me = await access.setup.complete.call({
        token,
        name,
        email: emailText(email) ?? email,
        password,
        workspace: {
          name: company,
          locale: locale === 'en' ? 'en' : 'ja',
          timeZone,
          currency,
          fiscalStartMonth: Number(fiscalStartMonth),
        },
      })
      queries.clear()
      queries.setQueryData(access.me.read.queryKey(), me)
      await navigate({ to: '/start' })
    },
  })
  return (
    <Form form={form} send={t('setup.send')} wide>
      <TextField form={form} name="company" label={t('setup.company')} autoComplete="organization" autoFocus required />
      <h2>{t('setup.you')}</h2>
      <TextField form={form} name="name" label={t('setup.name')} autoComplete="name" required />
      <TextField form={form} name="email" type="email" label={t('setup.email')} autoComplete="username" required />
      <PasswordField
        form={form}
        name="password"
        label={t('setup.password')}
        help={t('setup.passwordHelp')}
        fresh
        required
      />
      <details>
        <summary>{t('setup.more')}</summary>
        <div className={styles.more}>
          <FieldRow>
            <ChoiceField
              form={form}
              name="locale"
              label={t('setup.locale')}
              choices={(['ja', 'en'] as const).map((value) => ({ value, label: frame(`me.languages.${value}`) }))}
            />
            <ChoiceField form={form} name="currency" label={t('setup.currency')} choices={currencies} />
          </FieldRow>
          <ChoiceField form={form} name="timeZone" label={t('setup.timeZone')} choices={zones} />
          <ChoiceField
            form={form}
            name="fiscalStartMonth"
            label={t('setup.fiscal')}
            choices={Array.from({ length: 12 }, (_, at) => ({
              value: String(at + 1),
              label: t('setup.month', { count: at + 1 }),
            }))}
          />
        </div>
      </details>
    </Form>
  )
}

import { useTranslation } from 'react-i18next'
import type { MailSettings } from '#capabilities/outreach/contract/delivery.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { ChoiceField, NumberField, PasswordField, TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { useSettings } from './useSettings.ts'

type Security = 'tls' | 'starttls' | 'none'
const securities: readonly Security[] = ['starttls', 'tls', 'none']
const usualPorts: Record<Security, string> = { starttls: '587', tls: '465', none: '25' }

/** The server, how to sign in there, and how fast it may be sent to. */
export function ServerDialog({ server, onClose }: { server: MailSettings['server']; onClose: () => void }) {
  const { t } = useTranslation('mail')
  const keep = useSettings()
  const within = (text: string, most: number) => {
    const number = parseNumber(text)
    return number !== null && Number.isInteger(number) && number >= 1 && number <= most
  }
  const form = useForm({
    initial: {
      host: server?.host ?? '',
      port: String(server?.port ?? 587),
      security: server?.security ?? 'starttls',
      user: server?.user ?? '',
      password: '',
      perMinute: String(server?.perMinute ?? 600),
      perDomainMinute: String(server?.perDomainMinute ?? 200),
    },
    check: ({ host, port, perMinute, perDomainMinute }) => ({
      host: host.trim() === '' ? t('server.hostNeeded') : undefined,
      port: within(port, 65_535) ? undefined : t('server.portForm'),
      perMinute: within(perMinute, 60_000) ? undefined : t('server.paceForm'),
      perDomainMinute: within(perDomainMinute, 60_000) ? undefined : t('server.paceForm'),
    }),
    send: async ({ host, port, security, user, password, perMinute, perDomainMinute }) => {
      const signsIn = user.trim() !== ''
      const next = await mail.putServer.call({
        host: host.trim(),
        port: parseNumber(port)!,
        security,
        user: signsIn ? user.trim() : null,
        ...(password !== '' ? { password } : signsIn && server?.hasPassword ? {} : { password: null }),
        perMinute: parseNumber(perMinute)!,
        perDomainMinute: parseNumber(perDomainMinute)!,
        version: server?.version ?? 0,
      })
      keep(next)
      toast(t('server.saved'))
      onClose()
    },
  })
  // The usual port follows the encryption, as long as nobody has entered another.
  const { security } = form.values
  const choose = (next: Security) => {
    if (form.values.port === usualPorts[security]) form.set('port', usualPorts[next])
    form.set('security', next)
  }
  return (
    <Dialog opened onClose={onClose} title={t('server.title2')}>
      <Form form={form} send={t('server.save')} onCancel={onClose}>
        <TextField form={form} name="host" label={t('server.host')} help={t('server.hostHelp')} required autoFocus />
        <div className={styles.pair}>
          <ChoiceField
            form={{
              ...form,
              set: (name, value) => (name === 'security' ? choose(value as Security) : form.set(name, value)),
            }}
            name="security"
            label={t('server.security')}
            choices={securities.map((value) => ({ value, label: t(`server.securities.${value}`) }))}
          />
          <NumberField form={form} name="port" label={t('server.port')} required />
        </div>
        <TextField form={form} name="user" label={t('server.user')} help={t('server.userHelp')} />
        <PasswordField
          form={form}
          name="password"
          label={t('server.password')}
          help={t(server?.hasPassword ? 'server.passwordKept' : 'server.passwordNew')}
          fresh
        />
        <div className={styles.pair}>
          <NumberField form={form} name="perMinute" label={t('server.perMinute')} help={t('server.paceHelp')} />
          <NumberField
            form={form}
            name="perDomainMinute"
            label={t('server.perDomainMinute')}
            help={t('server.paceHelp')}
          />
        </div>
      </Form>
    </Dialog>
  )
}

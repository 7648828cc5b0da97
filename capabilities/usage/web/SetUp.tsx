import { Button, CopyButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '#web/ui/Section.tsx'
import styles from './usage.module.css'

const samples = {
  'Node.js': (host: string, key: string) => `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${host}' })

analytics.identify({ userId: 'u-123', traits: { name: '山田 太郎', email: 'yamada@example.co.jp' } })
analytics.group({ userId: 'u-123', groupId: 'acc-1' })
analytics.track({ userId: 'u-123', event: 'Report Exported', properties: { format: 'csv' } })`,
  curl: (host: string, key: string) => `curl ${host}/v1/batch -u '${key}:' -H 'content-type: application/json' -d '{
  "batch": [
    { "type": "group", "userId": "u-123", "groupId": "acc-1" },
    { "type": "track", "userId": "u-123", "event": "Report Exported" }
  ]
}'`,
  PostHog: (host: string, key: string) => `import { PostHog } from 'posthog-node'

const posthog = new PostHog('${key}', { host: '${host}' })

posthog.capture({ distinctId: 'u-123', event: 'report_exported', groups: { company: 'acc-1' } })`,
} as const

type Client = keyof typeof samples

/** How a product is connected, with this very address, and the key that was just made. */
export function SetUp({ writeKey }: { writeKey: string | null }) {
  const { t } = useTranslation('usage')
  const { t: frame } = useTranslation('web')
  const [client, setClient] = useState<Client>('Node.js')
  const code = samples[client](window.location.origin, writeKey ?? `<${t('setup.yourKey')}>`)
  return (
    <Section
      title={t('setup.title')}
      note={t('setup.note')}
      actions={
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? frame('copied') : t('setup.copy')}
            </Button>
          )}
        </CopyButton>
      }
    >
      <div className={styles.choices} role="group" aria-label={t('setup.title')}>
        {(Object.keys(samples) as Client[]).map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant={name === client ? 'filled' : 'default'}
            aria-pressed={name === client}
            onClick={() => setClient(name)}
          >
            {name}
          </Button>
        ))}
      </div>
      <p className="quiet small">{t('setup.group')}</p>
      <pre className={styles.code} tabIndex={0}>
        {code}
      </pre>
    </Section>
  )
}

import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { auditExportPath as ExportPath } from '#capabilities/access/contract/audit.ts'
import { errorText } from '#web/problemText.ts'
import { download } from '#web/proof.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { toast } from '#web/ui/toast.ts'

/** `auditExportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/audit/export' satisfies typeof ExportPath

/** Takes what is looked for away as a file, with the proof of each row. */
export function AuditExport({ asked }: { asked: Record<string, string> }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const start = (format: 'csv' | 'json') =>
    void download(`${exportPath}?${new URLSearchParams({ ...asked, format, locale: language })}`).catch(
      (problem: unknown) => toast(errorText(problem), { tone: 'risk' }),
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<Icon name="download" size={14} />}>
          {t('audit.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => start('csv')}>{t('audit.downloadCsv')}</Menu.Item>
        <Menu.Item onClick={() => start('json')}>{t('audit.downloadJson')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

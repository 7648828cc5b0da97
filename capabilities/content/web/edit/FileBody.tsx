import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fileTypes, type FileOf, type Language } from '#capabilities/content/core/item.ts'
import { FileDrop } from '#web/form/FileDrop.tsx'
import { sendFile } from '#web/form/sendFile.ts'
import type { Item } from '../apis.ts'
import styles from '../content.module.css'
import { fileHref } from '../Preview.tsx'
import { sizeText } from '../portal/Item.tsx'

const accept = Object.keys(fileTypes)
  .map((ending) => `.${ending}`)
  .join(',')

/** The file of an item in one language; another one takes its place with the next version. */
export function FileBody({
  item,
  file,
  language,
  onChange,
}: {
  item: Item
  file: FileOf | null
  language: Language
  onChange: (file: FileOf | null) => void
}) {
  const { t } = useTranslation('content')
  return (
    <div role="group" aria-label={t('file.label')}>
      <div className={styles.label}>{`${t('file.label')} (${t(`in.${language}`)})`}</div>
      {file ? (
        <p className={styles.file}>
          <a href={fileHref(item.id)(file)} download={file.name}>
            {file.name}
          </a>{' '}
          <span className="quiet small">{sizeText(file.size)}</span>{' '}
          <Button size="compact-xs" variant="default" onClick={() => onChange(null)}>
            {t('file.take')}
          </Button>
        </p>
      ) : (
        <FileDrop
          title={t('file.title')}
          text={t('file.help')}
          accept={accept}
          send={async (given, onProgress, signal) => {
            const path = `/api/v1/content/${item.id}/files?fileName=${encodeURIComponent(given.name)}`
            onChange(await sendFile<FileOf>(path, given, onProgress, signal))
          }}
        />
      )}
    </div>
  )
}

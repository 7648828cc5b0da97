import { Button, ColorInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileDrop } from '#web/form/FileDrop.tsx'
import { sendFile } from '#web/form/sendFile.ts'
import { errorText } from '#web/problemText.ts'
import { useMay } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { onColour } from '../core/colour.ts'
import { access } from './access.ts'
import styles from './access.module.css'

type Brand = Awaited<ReturnType<typeof access.brand.read.call>>

/** The colour and the logo that customers see on their pages. */
export function BrandSettings() {
  const { t } = useTranslation('access')
  const may = useMay('workspace.manage')
  const { data: brand } = useQuery(access.brand.read.queryOptions())
  if (!brand || !may) return null
  return (
    <Section title={t('brand.title')} note={t('brand.lead')}>
      <BrandForm key={brand.colour} brand={brand} />
    </Section>
  )
}

function BrandForm({ brand }: { brand: Brand }) {
  const { t } = useTranslation(['access', 'web'])
  const queries = useQueryClient()
  const [colour, setColour] = useState(brand.colour ?? '')
  const show = (next: Brand) => queries.setQueryData(access.brand.read.queryKey(), next)
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  const keep = async (next: string | null) => {
    show(await access.brand.setColour.call({ colour: next }))
    const back = () => access.brand.setColour.call({ colour: brand.colour }).then(show)
    toast(t('brand.saved'), { undo: back })
  }
  const chosen = /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : null
  const changed = (colour === '' || chosen !== null) && chosen !== brand.colour
  return (
    <div className={styles.brand}>
      <div className={styles.colour}>
        <ColorInput
          label={t('brand.colour')}
          description={t('brand.colourHelp')}
          format="hex"
          value={colour}
          onChange={setColour}
          swatches={['#27406f', '#0f7c8f', '#1f8a5b', '#8b4a86', '#c8402f', '#b7791f']}
          eyeDropperButtonProps={{ 'aria-label': t('brand.pick') }}
        />
        <span className={styles.sample} style={chosen ? { background: chosen, color: onColour(chosen) } : {}}>
          {t('brand.sample')}
        </span>
        <Button disabled={!changed} onClick={() => void keep(chosen).catch(tell)}>
          {t('web:save')}
        </Button>
      </div>
      {brand.logo ? (
        <div className={styles.colour}>
          <img src={brand.logo} alt={brand.name} className={styles.logo} />
          <Button variant="default" onClick={() => void access.brand.removeLogo.call({}).then(show, tell)}>
            {t('brand.removeLogo')}
          </Button>
        </div>
      ) : null}
      <FileDrop
        title={t('brand.logo')}
        text={t('brand.logoHelp')}
        accept=".png,.jpg,.jpeg,.webp"
        send={async (file, onProgress, signal) =>
          show(await sendFile<Brand>('/api/v1/brand/logo', file, onProgress, signal))
        }
      />
    </div>
  )
}

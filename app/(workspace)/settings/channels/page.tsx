import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ChannelList } from '@/components/channels/channel-list'
import { NewChannelForm } from '@/components/channels/new-channel-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { EmptyState } from '@/components/ui/empty-state'
import { canManageChannels } from '@/lib/channels/policy'
import { listChannels } from '@/lib/channels/queries'
import { requireRole } from '@/lib/platform/auth/require-role'
import { pageFormat } from '@/lib/platform/i18n/page-format'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('channels'))('title') }
}

export default async function ChannelsPage() {
  const actor = await requireRole('admin', 'marketer')
  const [t, format, channels] = await Promise.all([
    getTranslations('channels'),
    pageFormat(),
    listChannels(actor),
  ])
  const mayManage = canManageChannels(actor)
  const newChannel = mayManage && (
    <DialogButton dialog="new-channel" variant="primary" data-hotkey="n">
      {t('newChannel')}
    </DialogButton>
  )
  return (
    <>
      <SettingsHeader actor={actor} current="channels" actions={channels.length > 0 && newChannel} />
      <p className="mb-3 max-w-prose text-muted">
        {t('intro')} {!mayManage && t('onlyAdmin')}
      </p>
      {channels.length === 0 ? (
        <EmptyState title={t('empty')} action={newChannel}>
          {mayManage ? t('emptyText') : t('onlyAdmin')}
        </EmptyState>
      ) : (
        <ChannelList channels={channels} mayManageChannels={mayManage} format={format} />
      )}
      {mayManage && (
        <Dialog id="new-channel" title={t('newChannel')} closeLabel={t('close')} size="sm">
          <NewChannelForm />
        </Dialog>
      )}
    </>
  )
}

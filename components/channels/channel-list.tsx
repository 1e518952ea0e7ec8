import { Archive, RotateCcw } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import {
  addCampaign,
  bringCampaignBack,
  bringChannelBack,
  giveCampaignName,
  giveChannelName,
  putCampaignAway,
  putChannelAway,
  undoCampaignArchive,
  undoChannelArchive,
} from '@/lib/channels/actions'
import { type CampaignEntry, type ChannelEntry, COUNT_LIMIT } from '@/lib/channels/queries'
import type { Formatter } from '@/lib/platform/i18n/format'
import { NameForm } from './name-form'

/** The channels, each unfolding to its campaigns. Names are changed where they stand. */
export async function ChannelList({
  channels,
  mayManageChannels,
  format,
}: {
  channels: readonly ChannelEntry[]
  mayManageChannels: boolean
  format: Formatter
}) {
  const t = await getTranslations('channels')
  const leads = (entry: CampaignEntry) =>
    entry.leads > COUNT_LIMIT
      ? t('leadsMany', { n: format.number(COUNT_LIMIT) })
      : t('leads', { n: entry.leads })
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      {channels.map((channel) => (
        <details
          key={channel.id}
          className="group border-t border-line first:border-t-0"
          open={channels.length <= 3}
        >
          <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 -outline-offset-2 hover:bg-hover">
            <span
              aria-hidden="true"
              className="text-xs text-muted transition-transform group-open:rotate-90 motion-reduce:transition-none"
            >
              ▶
            </span>
            <span className="min-w-0 font-medium text-ink">{channel.name}</span>
            {channel.archived && <Badge>{t('archived')}</Badge>}
            <span className="figures ml-auto flex flex-wrap gap-x-4 text-sm text-muted">
              <span>
                {t('campaigns', { n: channel.campaigns.filter(({ archived }) => !archived).length })}
              </span>
              <span className="min-w-24 text-end">{leads(channel)}</span>
            </span>
          </summary>
          <div className="border-t border-line bg-sunken px-4 py-3">
            {mayManageChannels && (
              <div className="mb-3 flex flex-wrap items-start gap-2">
                <NameForm
                  action={giveChannelName}
                  id={{ name: 'channelId', value: channel.id }}
                  value={channel.name}
                  label={t('rename')}
                  button={t('save')}
                />
                <ShelveForm
                  action={channel.archived ? bringChannelBack : putChannelAway}
                  undo={channel.archived ? undefined : undoChannelArchive}
                  undoLabel={t('undo')}
                  id={{ name: 'channelId', value: channel.id }}
                  archived={channel.archived}
                  words={`${t(channel.archived ? 'restore' : 'archive')}: ${channel.name}`}
                />
              </div>
            )}
            <ul className="flex flex-col gap-1.5">
              {channel.campaigns.map((campaign) => (
                <li key={campaign.id} className="flex flex-wrap items-start gap-2">
                  <NameForm
                    action={giveCampaignName}
                    id={{ name: 'campaignId', value: campaign.id }}
                    value={campaign.name}
                    label={t('rename')}
                    button={t('save')}
                  />
                  <ShelveForm
                    action={campaign.archived ? bringCampaignBack : putCampaignAway}
                    undo={campaign.archived ? undefined : undoCampaignArchive}
                    undoLabel={t('undo')}
                    id={{ name: 'campaignId', value: campaign.id }}
                    archived={campaign.archived}
                    words={`${t(campaign.archived ? 'restore' : 'archive')}: ${campaign.name}`}
                  />
                  <span className="figures flex h-9 items-center gap-2 text-sm text-muted">
                    {campaign.archived && <Badge>{t('archived')}</Badge>}
                    {leads(campaign)}
                  </span>
                </li>
              ))}
              {!channel.archived && (
                <li>
                  <NameForm
                    action={addCampaign}
                    id={{ name: 'channelId', value: channel.id }}
                    value=""
                    label={t('newCampaign')}
                    placeholder={t('newCampaign')}
                    button={t('add')}
                    isNew
                  />
                </li>
              )}
            </ul>
          </div>
        </details>
      ))}
    </div>
  )
}

function ShelveForm({
  action,
  undo,
  undoLabel,
  id,
  archived,
  words,
}: Pick<Parameters<typeof ActionForm>[0], 'action' | 'undo' | 'undoLabel'> & {
  id: { name: string; value: number }
  archived: boolean
  words: string
}) {
  return (
    <ActionForm action={action} undo={undo} undoLabel={undoLabel}>
      <input type="hidden" name={id.name} value={id.value} />
      <SubmitButton variant="quiet" square aria-label={words} title={words}>
        {archived ? <RotateCcw aria-hidden="true" /> : <Archive aria-hidden="true" />}
      </SubmitButton>
    </ActionForm>
  )
}

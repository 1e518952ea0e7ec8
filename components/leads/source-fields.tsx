'use client'

import { use, useState } from 'react'
import { Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'

export type SourceChoice = { name: string; campaigns: { name: string }[] }

/**
 * Channel and campaign, the second within the first. Without JavaScript all campaigns stand grouped by their channel; the
 * server checks that they belong together.
 */
export function SourceFields({
  prefix,
  fieldPrefix = prefix,
  channels,
  channel: before,
  campaign: campaignBefore,
  words,
}: {
  /** of the inputs' names */
  prefix: string
  /** of the names under which errors come back */
  fieldPrefix?: string
  channels: readonly SourceChoice[]
  channel: string
  campaign: string
  words: { channel: string; campaign: string; noChannel: string; noCampaign: string }
}) {
  const { state } = use(FormContext)
  const typed = (name: string) => (state.status === 'failed' ? state.values?.[`${prefix}${name}`] : undefined)
  const [channel, setChannel] = useState(typed('channel') ?? before)
  const [campaign, setCampaign] = useState(typed('campaign') ?? campaignBefore)
  const chosen = channels.find(({ name }) => name === channel)
  // a channel or campaign that has been switched off meanwhile is still this lead's
  const options =
    channels.some(({ name }) => name === channel) || !channel
      ? channels
      : [...channels, { name: channel, campaigns: [] }]
  const own = chosen?.campaigns ?? []
  const kept = campaign && chosen && !own.some(({ name }) => name === campaign) && channel === before
  return (
    <>
      <Field name={`${fieldPrefix}channel`} label={words.channel}>
        <Select
          name={`${prefix}channel`}
          emptyLabel={words.noChannel}
          value={channel}
          onChange={(event) => {
            setChannel(event.target.value)
            setCampaign('')
          }}
          options={options.map(({ name }) => ({ value: name, label: name }))}
        />
      </Field>
      <Field name={`${fieldPrefix}campaign`} label={words.campaign}>
        <Select
          name={`${prefix}campaign`}
          emptyLabel={words.noCampaign}
          value={campaign}
          onChange={(event) => {
            setCampaign(event.target.value)
            const group = event.target.selectedOptions[0]?.parentElement
            if (group instanceof HTMLOptGroupElement) setChannel(group.label)
          }}
        >
          {channel
            ? [
                ...own.map(({ name }) => name),
                ...(kept ? [campaign] : []),
                ...(!chosen && campaign ? [campaign] : []),
              ].map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))
            : channels
                .filter(({ campaigns }) => campaigns.length > 0)
                .map((group) => (
                  <optgroup key={group.name} label={group.name}>
                    {group.campaigns.map(({ name }) => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                  </optgroup>
                ))}
        </Select>
      </Field>
    </>
  )
}

import type { Channel, OutgoingMessage } from '../../activities/channel.ts';

/** A mail server that takes everything; what it got stands in `sent`, in order. */
export const recordingChannel = (): { readonly post: Channel; readonly sent: OutgoingMessage[] } => {
  const sent: OutgoingMessage[] = [];
  const send: Channel['send'] = async (message, { handingOver }) => {
    if (!(await handingOver())) return { kind: 'not_handed_over' };
    sent.push(message);
    return { kind: 'accepted', response: '250 ok' };
  };
  return { post: { name: 'mail', send }, sent };
};

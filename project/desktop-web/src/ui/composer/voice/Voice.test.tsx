import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../../state/app-services.js';
import { fakeChatClient, type FakeChatClient } from '../../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../../testing/render-app.js';
import { conversation } from '../../../testing/samples.js';
import { Composer } from '../Composer.js';

setUpDom();

const stopTrack = vi.fn();
const getUserMedia = vi.fn(async () => ({ getTracks: () => [{ stop: stopTrack }] }));

/** What jsdom lacks of a browser that records. */
class Recorder {
  static isTypeSupported = (type: string): boolean => type.startsWith('audio/webm');
  state = 'inactive';
  ondataavailable = (_event: { data: Blob }): void => undefined;
  onstop = (): void => undefined;
  start(): void {
    this.state = 'recording';
  }
  stop(): void {
    this.state = 'inactive';
    this.ondataavailable({ data: new Blob(['sound']) });
    this.onstop();
  }
}
class Context {
  createAnalyser = () => ({ fftSize: 32, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(0.5) });
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = async () => undefined;
}

let client: FakeChatClient;
let services: AppServices;
beforeEach(async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.stubGlobal('MediaRecorder', Recorder);
  vi.stubGlobal('AudioContext', Context);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { mediaDevices: { getUserMedia } }));
  client = fakeChatClient();
  client.list = [conversation('1')];
  services = servicesFor(client);
  await services.session.restore();
  stopTrack.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = () => renderApp(services, <Composer conversationId="1" peerId="201" />);
const record = async (ms: number): Promise<void> => {
  fireEvent.click(screen.getByTestId('record-voice'));
  await act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
};

describe('[F-39] voice messages', () => {
  it('a recording is uploaded with its length and waveform, and the microphone is let go', async () => {
    open();
    await record(3_000);
    fireEvent.click(screen.getByTestId('send-voice'));
    await waitFor(() => expect(client.enqueue).toHaveBeenCalledOnce());
    const [, content] = vi.mocked(client.enqueue).mock.calls[0] ?? [];
    expect(content?.kind).toBe('voice');
    expect(content?.attachments?.[0]?.waveform).toHaveLength(64);
    expect(content?.attachments?.[0]?.durationMs).toBeGreaterThanOrEqual(3_000);
    expect(vi.mocked(client.upload).mock.calls[0]?.[1]).toMatchObject({ kind: 'voice' });
    expect(stopTrack).toHaveBeenCalledOnce();
    expect(screen.queryByTestId('voice-recorder')).toBeNull();
  });

  it('Esc throws it away', async () => {
    open();
    await record(3_000);
    fireEvent.keyDown(screen.getByTestId('send-voice'), { key: 'Escape' });
    await act(async () => void (await vi.advanceTimersByTimeAsync(10)));
    expect(screen.getByTestId('composer-input')).toBeTruthy();
    expect(client.upload).not.toHaveBeenCalled();
    expect(stopTrack).toHaveBeenCalledOnce();
  });

  it('ends by itself after 60 s and waits to be sent', async () => {
    open();
    await record(61_000);
    expect(within(screen.getByTestId('voice-recorder')).getByRole('status').textContent).toContain('at most 60 seconds');
    expect(screen.getByRole('timer').textContent).toBe('1:00');
    expect(stopTrack).toHaveBeenCalledOnce();
    fireEvent.click(screen.getByTestId('send-voice'));
    await waitFor(() => expect(client.enqueue).toHaveBeenCalledOnce());
  });

  it('a slip is not sent, and that is said', async () => {
    open();
    await record(100);
    fireEvent.click(screen.getByTestId('send-voice'));
    await waitFor(() => expect(screen.getByTestId('composer-input')).toBeTruthy());
    expect(await screen.findByText('The recording was too short and was not sent.')).toBeTruthy();
    expect(client.upload).not.toHaveBeenCalled();
  });

  it('says where to allow the microphone when it is blocked', async () => {
    getUserMedia.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
    open();
    await record(10);
    expect(await screen.findByText(/blocked for this site/)).toBeTruthy();
    expect(screen.getByTestId('composer-input')).toBeTruthy();
  });

  it('Send pressed twice sends one', async () => {
    open();
    await record(3_000);
    const send = screen.getByTestId('send-voice');
    send.click();
    send.click();
    await waitFor(() => expect(client.enqueue).toHaveBeenCalledOnce());
    await act(async () => void (await vi.advanceTimersByTimeAsync(10)));
    expect(client.upload).toHaveBeenCalledOnce();
  });

  it('the microphone is let go when nothing can be recorded of it', async () => {
    vi.stubGlobal(
      'MediaRecorder',
      class extends Recorder {
        constructor() {
          super();
          throw new DOMException('no', 'NotSupportedError');
        }
      },
    );
    open();
    await record(10);
    expect(await screen.findByTestId('composer-input')).toBeTruthy();
    expect(stopTrack).toHaveBeenCalledOnce();
  });

  it('is not offered where nothing can be recorded', () => {
    vi.stubGlobal('MediaRecorder', undefined);
    open();
    expect(screen.queryByTestId('record-voice')).toBeNull();
    expect(screen.getByTestId('send')).toBeTruthy();
  });
});

import sharp from 'sharp';

/** Evening over a mudflat, as somebody may have photographed it. hue: 0 … 360, so that several differ. */
export async function photo(width: number, height: number, hue: number): Promise<File> {
  const sky = `hsl(${hue} 55% 62%)`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 75" preserveAspectRatio="xMidYMid slice">
    <defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${sky}"/><stop offset="1" stop-color="#f6e3c5"/></linearGradient></defs>
    <rect width="100" height="75" fill="url(#s)"/><circle cx="70" cy="30" r="7" fill="#fff3d6"/>
    <path d="M0 48 Q20 43 45 47 T100 44 V75 H0 Z" fill="hsl(${hue} 25% 38%)"/><path d="M0 58 Q35 52 60 58 T100 55 V75 H0 Z" fill="hsl(${hue} 22% 27%)"/>
    <path d="M22 26 q4 -4 7 0 q4 -4 7 0 M40 18 q3 -3 5 0 q3 -3 5 0" stroke="#2b2b2b" stroke-width="0.8" fill="none"/></svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
  return new File([new Uint8Array(bytes)], `mudflat-${hue}.jpg`, { type: 'image/jpeg' });
}

/** As large as those of phones: nothing in it is alike. */
export async function grainyPhoto(width: number, height: number): Promise<File> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .jpeg({ quality: 82 })
    .toBuffer();
  return new File([new Uint8Array(bytes)], 'grainy.jpg', { type: 'image/jpeg' });
}

/** Seconds of a tone that swells, as a 16-bit WAV of 8 kHz. */
export function recording(seconds: number): File {
  const rate = 8_000;
  const samples = rate * seconds;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const swell = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / rate);
    wav.writeInt16LE(Math.round(9_000 * swell * Math.sin((2 * Math.PI * 320 * i) / rate)), 44 + i * 2);
  }
  return new File([wav], 'voice.wav', { type: 'audio/wav' });
}

/** 0 … 255, as a voice message carries it. */
export const waveform = (bars: number): Uint8Array =>
  Uint8Array.from({ length: bars }, (_, i) => 40 + Math.round(180 * Math.abs(Math.sin(i / 3) * Math.cos(i / 7))));

export const listing = (): File =>
  new File([Array.from({ length: 400 }, (_, i) => `${i},limosa,${52 + i / 1_000},4.9\n`).join('')], 'sightings-2026.csv', {
    type: 'text/csv',
  });

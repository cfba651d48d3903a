// Draws the icons of the installed app from the logo: `node build/draw-icons.ts` after public/favicon.svg changed; the PNGs are committed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const publicDir = join(import.meta.dirname, '../public');
const logo = readFileSync(join(publicDir, 'favicon.svg'), 'utf8');
const GROUND = '#0e6f6c';
/** A system may cut a maskable icon to a circle of 80 % of its width: the bird is made smaller and the ground goes to the edge. */
const maskable = logo
  .replace('<rect width="64" height="64" rx="16"', '<rect x="-16" y="-16" width="96" height="96"')
  .replace('viewBox="0 0 64 64"', 'viewBox="-9 -9 82 82"');

const draw = (svg: string, side: number, name: string): Promise<unknown> =>
  sharp(Buffer.from(svg), { density: (72 * side) / 64 })
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true })
    .toFile(join(publicDir, name));

await Promise.all([
  draw(logo, 192, 'icon-192.png'),
  draw(logo, 512, 'icon-512.png'),
  draw(maskable, 192, 'icon-maskable-192.png'),
  draw(maskable, 512, 'icon-maskable-512.png'),
  // iOS rounds the corners itself and paints what is transparent black
  sharp(Buffer.from(maskable), { density: (72 * 180) / 64 })
    .resize(180, 180)
    .flatten({ background: GROUND })
    .png({ compressionLevel: 9, palette: true })
    .toFile(join(publicDir, 'icon-180.png')),
]);

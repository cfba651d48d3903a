/** TIFF, little-endian: one IFD with one tag, 0x0112 (Orientation), a SHORT. */
export function orientationTiff(orientation: number): Buffer {
  const tiff = Buffer.from('49492a00080000000100120103000100000000000000' + '00000000', 'hex');
  tiff.writeUInt16LE(orientation, 18);
  return tiff;
}

/** EXIF 1 … 8; 1 is how the pixels lie, and needs no tag. */
export const isTurned = (orientation: number): boolean => orientation >= 2 && orientation <= 8;

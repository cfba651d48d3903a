// Room in the kernel for the first packets of a reconnect storm. Deno's QUIC endpoint has no option for it, so libc is asked, once;
// then the permission to call native code (--allow-ffi) is given up for the rest of the process. Linux with glibc only.

/** The kernel grants and reports twice what it is asked for, because its own overhead counts: 16 MiB are about 7,000 first packets. */
const WISH_BYTES = 8 * 1_024 * 1_024;
const GRANTED_BYTES = 2 * WISH_BYTES;
/** Descriptors are given from the lowest, and the process has only just started. */
const DESCRIPTORS = 1_024;

const SOL_SOCKET = 1;
const SO_TYPE = 3;
const SO_RCVBUF = 8;
const SO_RCVBUFFORCE = 33;
const SOCK_DGRAM = 2;
const SOCKADDR_BYTES = 128;

const openLibc = () =>
  Deno.dlopen('libc.so.6', {
    getsockname: { parameters: ['i32', 'buffer', 'buffer'], result: 'i32' },
    getsockopt: { parameters: ['i32', 'i32', 'i32', 'buffer', 'buffer'], result: 'i32' },
    setsockopt: { parameters: ['i32', 'i32', 'i32', 'buffer', 'u32'], result: 'i32' },
  });
type Libc = ReturnType<typeof openLibc>['symbols'];

/** Bytes that the UDP socket on this port of this process may hold now, as the kernel says. Throws where libc cannot be asked. */
export function raiseUdpBuffer(port: number): number {
  try {
    const libc = openLibc();
    try {
      return raise(libc.symbols, port);
    } finally {
      libc.close();
    }
  } finally {
    Deno.permissions.revokeSync({ name: 'ffi' });
  }
}

function raise(libc: Libc, port: number): number {
  const descriptor = Array.from({ length: DESCRIPTORS }, (_, fd) => fd).find((fd) => isUdpSocket(libc, fd, port));
  if (descriptor === undefined) throw new Error(`no UDP socket of this process has port ${String(port)}`);
  const before = option(libc, descriptor, SO_RCVBUF);
  const whole = before >= GRANTED_BYTES || ask(libc, descriptor, SO_RCVBUFFORCE);
  // without CAP_NET_ADMIN only as much as net.core.rmem_max allows, which would shrink an operator's larger net.core.rmem_default
  if (!whole && before < WISH_BYTES) ask(libc, descriptor, SO_RCVBUF);
  return option(libc, descriptor, SO_RCVBUF);
}

function isUdpSocket(libc: Libc, fd: number, port: number): boolean {
  const address = new DataView(new ArrayBuffer(SOCKADDR_BYTES));
  if (libc.getsockname(fd, address, Uint32Array.of(SOCKADDR_BYTES)) !== 0) return false;
  // the port is at the same place for IPv4 and IPv6, in network order
  return address.getUint16(2) === port && option(libc, fd, SO_TYPE) === SOCK_DGRAM;
}

function option(libc: Libc, fd: number, name: number): number {
  const value = new Int32Array(1);
  libc.getsockopt(fd, SOL_SOCKET, name, value, Uint32Array.of(value.byteLength));
  return value[0]!;
}

function ask(libc: Libc, fd: number, name: number): boolean {
  const value = Int32Array.of(WISH_BYTES);
  return libc.setsockopt(fd, SOL_SOCKET, name, value, value.byteLength) === 0;
}

export interface EjabberdSettings {
  readonly port: number;
  readonly domain: string;
  readonly databaseUrl: string;
  /** Certificate and key. */
  readonly certificateFile: string;
}

const BACKLOG = 4_096;

/**
 * ejabberd.yml, of which JSON is a part. Only what a message of two users needs: archive and accounts in PostgreSQL, acks. No shaper: a
 * generator is many users. Every user has an archive of its own, as XEP-0313 wants it, so a message is two rows.
 */
export function ejabberdConfig({ port, domain, databaseUrl, certificateFile }: EjabberdSettings): unknown {
  const database = new URL(databaseUrl);
  return {
    hosts: [domain],
    loglevel: 'warning',
    log_rotate_size: 'infinity',
    certfiles: [certificateFile],
    auth_method: ['sql'],
    auth_password_format: 'plain',
    disable_sasl_mechanisms: ['digest-md5', 'X-OAUTH2'],
    sql_type: 'pgsql',
    sql_server: database.hostname,
    sql_port: Number(database.port),
    sql_database: database.pathname.slice(1),
    sql_username: database.username,
    sql_password: decodeURIComponent(database.password),
    listen: [
      {
        port,
        ip: '127.0.0.1',
        module: 'ejabberd_c2s',
        backlog: BACKLOG,
        tls: true,
        protocol_options: ['no_sslv3', 'no_tlsv1', 'no_tlsv1_1', 'no_tlsv1_2'],
        shaper: 'none',
        access: 'all',
      },
    ],
    modules: {
      mod_mam: { db_type: 'sql', default: 'always', request_activates_archiving: false, assume_mam_usage: true },
      mod_stream_mgmt: { resume_timeout: 0 },
    },
  };
}

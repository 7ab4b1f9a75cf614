request-unreadable = { $where ->
    [body] The body of the request cannot be used: { $why }.
   *[other] In the request, { $where } cannot be used: { $why }.
}
request-parameter-unknown = There is no parameter { $names } here. Known: { $known }.
http-not-found = There is nothing at { $path }.
http-method = { $path } does not take this kind of request.
http-too-large = The request is too large. Send less at once.
http-host = This server answers only to the address it was started with.
http-foreign-page = A page of { $origin } may not write here. Open gridmap itself.
http-refused = The request was refused ({ $status }).
http-unforeseen = Something went wrong on the server; nothing was lost. Its log has the details.
streams-full = { $most } pages are listening already. Close some, or reload now and then instead.
port-taken = Port { $port } cannot be used: { system-reason }. Choose another with --port.
import-report = findings
upload-broken-off = The file did not come in whole. Send it again.
uploads-too-much = There is no room for { $file }: files of yours that wait to be imported may take { $most } MB. Import or discard some; what nobody takes goes after an hour.
rights-changed = Your office changed while this import waited, so nothing was written. Import it again.
upload-too-large = { $file } is larger than { $most } MB. Raise upload_mb in settings.toml, or bring it in with gridmap import.
http-range = { $range } is not one range of a file of { $size } bytes. Ask for one range within it.
picture-missing = There is no picture in the request. Send it as the body: JPEG, PNG or WebP.
picture-too-heavy = The file is too large: { $most } MB at most. Make the picture smaller and send it again.
serve-needs-account = Nobody can sign in to { $home } yet, so whoever reaches the server could do everything. Make an administrator first: gridmap account admin LOGIN
serve-needs-https = On { $host } others could read passwords on the way. Give --certificate and --key, let gridmap make its own with --make-certificate, or say --behind-proxy where a proxy has the certificate.
serve-needs-name = Say by which name or address browsers ask for this server: --name, or hosts in settings.toml.
certificate-or-proxy = Choose one: --certificate with --key, --make-certificate or --behind-proxy.
certificate-half = --certificate and --key belong together.
certificate-unreadable = { $file } and { $key } are no certificate with its key (PEM, without a password).
certificate-missing = { $file } or { $key } cannot be read. Look at the paths, and at what this account may read.
certificate-name = “{ $name }” is no name of a server. Give a name such as gridmap.example.cn, or an IP address.
certificate-unwritable = No certificate can be kept in { $folder }: { system-reason }.
certificate-odd = { $file } is not what gridmap wrote there. Move it away, and a new one is made.
proxy-address = “{ $address }” is no IP address. Say from which address the proxy asks, for instance 127.0.0.1.
streets-none = Not one of the workspaces can be served.
streets-path = “{ $path }” cannot be part of an address. Take small letters a to z, digits and hyphens; in a file for --streets a path may differ from its folder.
streets-twice = Two folders are called { $path }. List them in a file for --streets, each with a path of its own.
streets-environment = { $names } in the environment would hold for all workspaces. Write it into the settings.toml of each.
streets-unreadable = { $file } lists no workspaces. Write [streets], and below it one line each: path = "folder".
streets-title = Choose your street
streets-closed = Cannot be opened at the moment.
streets-closed-to-all = This street cannot be opened at the moment. Whoever looks after the server is told why when it starts.
http-open-line = This line is not private. Open the address with https://; the proxy has to send X-Forwarded-Proto.
nowhere-title = This address leads nowhere
nowhere-why = Perhaps it was cut off on the way.
nowhere-start = To the start

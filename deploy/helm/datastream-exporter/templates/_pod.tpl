{{- define "exporter.probe" -}}
{{- $root := index . 0 -}}
{{- $http := dict "path" (index . 1) "port" "metrics" -}}
{{- if include "exporter.tls" $root -}}{{- $_ := set $http "scheme" "HTTPS" -}}{{- end -}}
{{- $values := default (dict) (index . 2) -}}
{{- /* A probe of another kind replaces the request. */ -}}
{{- if or $values.exec $values.tcpSocket $values.grpc -}}
{{- toYaml $values -}}
{{- else -}}
{{- toYaml (mergeOverwrite (dict "httpGet" $http) $values) -}}
{{- end -}}
{{- end }}

{{- /* The pod of the Deployment and of the StatefulSet. */ -}}
{{- define "exporter.pod" -}}
metadata:
  labels:
    {{- include "exporter.selector" . | nindent 4 }}
    {{- with omit (default dict .Values.podLabels) "app.kubernetes.io/name" "app.kubernetes.io/instance" }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # A change of the configuration replaces the pods.
    checksum/config: {{ include "exporter.variables" . | sha256sum }}
    {{- if (.Values.webConfig).content }}
    checksum/web-config: {{ toYaml (.Values.webConfig).content | sha256sum }}
    {{- end }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "exporter.serviceAccount" . }}
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  automountServiceAccountToken: {{ .Values.automountServiceAccountToken }}
  enableServiceLinks: false
  {{- with .Values.podSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with concat (default list (.Values.global).imagePullSecrets) (default list .Values.imagePullSecrets) }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ if kindIs "map" . }}{{ .name }}{{ else }}{{ . }}{{ end }}
    {{- end }}
  {{- end }}
  {{- range $field := list "priorityClassName" "runtimeClassName" "schedulerName" "dnsPolicy" }}
  {{- with index $.Values $field }}
  {{ $field }}: {{ . }}
  {{- end }}
  {{- end }}
  {{- range $field := list "dnsConfig" "hostAliases" "nodeSelector" "tolerations" "affinity" "topologySpreadConstraints" }}
  {{- with index $.Values $field }}
  {{ $field }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with .Values.extraInitContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: exporter
      image: {{ include "exporter.image" . }}
      {{- with .Values.image.pullPolicy }}
      imagePullPolicy: {{ . }}
      {{- end }}
      args:
        - serve
        {{- $arguments := include "exporter.arguments" .Values.extraArgs | trim }}
        {{- if not (contains "--storage.path" $arguments) }}
        - --storage.path={{ default "/var/lib/datastream-exporter/ledger" (index (default dict .Values.config.flags) "storage.path") }}
        {{- end }}
        {{- with $arguments }}
        {{- . | nindent 8 }}
        {{- end }}
      {{- with include "exporter.env" . | trim }}
      env:
        {{- . | nindent 8 }}
      {{- end }}
      envFrom:
        - configMapRef:
            name: {{ include "exporter.fullname" . }}
        {{- with .Values.extraEnvFrom }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - name: metrics
          containerPort: {{ include "exporter.port" . }}
      {{- with .Values.securityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      startupProbe:
        {{- include "exporter.probe" (list . "/-/healthy" .Values.startupProbe) | nindent 8 }}
      livenessProbe:
        {{- include "exporter.probe" (list . "/-/healthy" .Values.livenessProbe) | nindent 8 }}
      readinessProbe:
        {{- include "exporter.probe" (list . "/-/ready" .Values.readinessProbe) | nindent 8 }}
      {{- with .Values.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      volumeMounts:
        - name: ledger
          mountPath: /var/lib/datastream-exporter
        {{- if include "exporter.webConfig" . }}
        - name: web-config
          mountPath: /etc/datastream-exporter
          readOnly: true
        {{- end }}
        {{- if (.Values.credentials).existingSecret }}
        - name: credentials
          mountPath: /etc/google
          readOnly: true
        {{- end }}
        {{- with .Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    {{- with .Values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with include "exporter.volumes" . | trim }}
  volumes:
    {{- . | nindent 4 }}
  {{- end }}
{{- end }}

{{- /* The port of the first address that the exporter listens on. */ -}}
{{- define "exporter.port" -}}
{{- $addresses := index (default dict .Values.config.flags) "web.listen-address" -}}
{{- if kindIs "slice" $addresses -}}{{- $addresses = join "," $addresses -}}{{- end -}}
{{- default "10155" (regexFind ":[0-9]+(,|$)" (default "" $addresses) | trimPrefix ":" | trimSuffix ",") -}}
{{- end }}

{{- define "exporter.env" -}}
{{- if gt (int .Values.shards) 1 }}
# The ordinal at the end of the pod's name.
- name: DATASTREAM_EXPORTER_SHARD
  value: auto
- name: DATASTREAM_EXPORTER_TOTAL_SHARDS
  value: {{ .Values.shards | quote }}
{{- end }}
{{- if include "exporter.webConfig" . }}
- name: DATASTREAM_EXPORTER_WEB_CONFIG_FILE
  value: /etc/datastream-exporter/{{ include "exporter.webConfigKey" . }}
{{- end }}
{{- if (.Values.credentials).existingSecret }}
- name: GOOGLE_APPLICATION_CREDENTIALS
  value: /etc/google/{{ (.Values.credentials).key }}
{{- end }}
{{ include "exporter.variablesOf" .Values.extraEnv }}
{{- end }}

{{- /* Variables from a list as in a pod, or from a map of names to values. */ -}}
{{- define "exporter.variablesOf" -}}
{{- if kindIs "map" . }}
{{- range $name, $value := . }}
- name: {{ $name }}
  {{- if kindIs "map" $value }}
  {{- toYaml $value | nindent 2 }}
  {{- else }}
  value: {{ include "exporter.text" $value | quote }}
  {{- end }}
{{- end }}
{{- else if . }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "exporter.volumes" -}}
{{- $persistence := default dict .Values.persistence }}
{{- if and $persistence.enabled $persistence.existingClaim }}
- name: ledger
  persistentVolumeClaim:
    claimName: {{ $persistence.existingClaim }}
{{- else if not $persistence.enabled }}
- name: ledger
  emptyDir:
    sizeLimit: 1Gi
{{- end }}
{{- if include "exporter.webConfig" . }}
- name: web-config
  projected:
    # The group of the pod may read it, and nobody else.
    defaultMode: 0440
    sources:
      - secret:
          name: {{ include "exporter.webConfigSecret" . }}
      {{- with (.Values.webConfig).tlsSecret }}
      - secret:
          name: {{ . }}
          items:
            - key: tls.crt
              path: tls/tls.crt
            - key: tls.key
              path: tls/tls.key
      {{- end }}
{{- end }}
{{- with (.Values.credentials).existingSecret }}
- name: credentials
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The data of the ConfigMap: flags as variables. */ -}}
{{- define "exporter.variables" -}}
{{- $flags := dict -}}
{{- with .Values.config -}}
{{- $limits := default dict .limits -}}
{{- $_ := set $flags "google.project-ids" (join "," .projects) -}}
{{- $_ := set $flags "google.locations" (join "," .locations) -}}
{{- $_ := set $flags "datastream.streams" (join "," .streams) -}}
{{- $_ := set $flags "datastream.streams.include" .streamsInclude -}}
{{- $_ := set $flags "datastream.streams.exclude" .streamsExclude -}}
{{- $_ := set $flags "poll.interval" .pollInterval -}}
{{- $_ := set $flags "log.level" .logLevel -}}
{{- $_ := set $flags "log.format" .logFormat -}}
{{- $_ := set $flags "datastream.max-requests-per-minute" $limits.requestsPerMinute -}}
{{- $_ := set $flags "objects.limit" $limits.objects -}}
{{- $_ := set $flags "poll.concurrency" $limits.pollConcurrency -}}
{{- $_ := set $flags "web.max-connections" $limits.connections -}}
{{- range $flag, $value := .flags -}}
{{- if kindIs "slice" $value -}}{{- $value = join "," $value -}}{{- end -}}
{{- $_ := set $flags $flag $value -}}
{{- end -}}
{{- end -}}
{{- $data := dict -}}
{{- range $flag, $value := $flags -}}
{{- if not (or (kindIs "invalid" $value) (eq (toString $value) "")) -}}
{{- $name := printf "DATASTREAM_EXPORTER_%s" ($flag | upper | replace "." "_" | replace "-" "_") -}}
{{- $_ := set $data $name (include "exporter.text" $value) -}}
{{- end -}}
{{- end -}}
{{- toYaml $data -}}
{{- end }}

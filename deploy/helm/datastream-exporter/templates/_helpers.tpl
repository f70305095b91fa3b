{{- define "exporter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{- define "exporter.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "exporter.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "exporter.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "exporter.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end }}

{{- define "exporter.selector" -}}
app.kubernetes.io/name: {{ include "exporter.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "exporter.commonLabels" -}}
{{- $own := dict
      "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_")
      "app.kubernetes.io/managed-by" .Release.Service
      "app.kubernetes.io/version" .Chart.AppVersion -}}
{{- /* What selectors look for is not for the values to change. */ -}}
{{- toYaml (merge (omit (default dict .Values.commonLabels) "app.kubernetes.io/name" "app.kubernetes.io/instance") $own) -}}
{{- end }}

{{- define "exporter.labels" -}}
{{ include "exporter.selector" . }}
{{ include "exporter.commonLabels" . }}
{{- end }}

{{- /* A value as text. Numbers of a values file are floating-point: 2000000 must not become 2e+06. */ -}}
{{- define "exporter.text" -}}
{{- if kindIs "invalid" . -}}
{{- else if kindIs "float64" . -}}
{{- if eq (float64 (int64 .)) . -}}{{- int64 . -}}{{- else -}}{{- toJson . -}}{{- end -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end }}

{{- /* Metadata of an object: (list root namespace labels annotations), the last three may be empty. */ -}}
{{- define "exporter.metadata" -}}
{{- $root := index . 0 -}}
name: {{ include "exporter.fullname" $root }}
namespace: {{ default (include "exporter.namespace" $root) (index . 1) }}
labels:
  {{- $labels := include "exporter.labels" $root | fromYaml }}
  {{- toYaml (merge (dict) (default (dict) (index . 2)) $labels) | nindent 2 }}
{{- with index . 3 }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "exporter.image" -}}
{{- $registry := default .Values.image.registry (.Values.global).imageRegistry -}}
{{- $image := .Values.image.repository -}}
{{- if $registry -}}{{- $image = printf "%s/%s" $registry $image -}}{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $image .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image (default .Chart.AppVersion (include "exporter.text" .Values.image.tag)) -}}
{{- end -}}
{{- end }}

{{- define "exporter.serviceAccount" -}}
{{- default (ternary (include "exporter.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end }}

{{- define "exporter.retryName" -}}
{{- printf "%s-backfill-retry" (include "exporter.fullname" . | trimSuffix "-exporter" | trunc 37 | trimSuffix "-") -}}
{{- end }}

{{- define "exporter.retryServiceAccount" -}}
{{- with .Values.backfillRetry.serviceAccount -}}
{{- default (ternary (include "exporter.retryName" $) "default" .create) .name -}}
{{- end -}}
{{- end }}

{{- /* Whether there is a web configuration, and whether it turns TLS on. Empty means no. */ -}}
{{- define "exporter.webConfig" -}}
{{- with .Values.webConfig -}}
{{- if or .existingSecret .content .tlsSecret -}}yes{{- end -}}
{{- end -}}
{{- end }}

{{- define "exporter.tls" -}}
{{- with .Values.webConfig -}}
{{- if kindIs "bool" .tls -}}{{- if .tls -}}yes{{- end -}}{{- else if or .tlsSecret (index (default dict .content) "tls_server_config") -}}yes{{- end -}}
{{- end -}}
{{- end }}

{{- define "exporter.webConfigSecret" -}}
{{- default (printf "%s-web" (include "exporter.fullname" .)) (.Values.webConfig).existingSecret -}}
{{- end }}

{{- define "exporter.webConfigKey" -}}
{{- ternary (.Values.webConfig).key "web.yml" (not (empty (.Values.webConfig).existingSecret)) -}}
{{- end }}

{{- /* Arguments from a list, or from a map of flags to values. */ -}}
{{- define "exporter.arguments" -}}
{{- if kindIs "map" . -}}
{{- range $flag, $value := . }}
{{- $text := include "exporter.text" $value }}
- {{ if $text }}{{ printf "--%s=%s" $flag $text | quote }}{{ else }}{{ printf "--%s" $flag | quote }}{{ end }}
{{- end -}}
{{- else -}}
{{- range . }}
- {{ . | quote }}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "exporter.statefulset" -}}
{{- if or (gt (int .Values.shards) 1) (.Values.persistence).enabled -}}yes{{- end -}}
{{- end }}

{{- /* The rules with the runbook's address, without the alerts that are not wanted. */ -}}
{{- define "exporter.groups" -}}
{{- $file := .Files.Get "files/datastream-exporter.rules.yml" -}}
{{- $disabled := (.Values.prometheusRule).disabled -}}
{{- range $disabled }}
{{- if not (contains (printf "alert: %s\n" .) $file) }}
{{- fail (printf "prometheusRule.disabled: there is no alert %s" .) }}
{{- end }}
{{- end }}
{{- range $group := (fromYaml $file).groups }}
- name: {{ $group.name }}
  {{- with $.interval }}
  interval: {{ . }}
  {{- end }}
  rules:
    {{- range $rule := $group.rules }}
    {{- if not (and $rule.alert (has $rule.alert $disabled)) }}
    {{- with $rule.annotations }}
    {{- if .runbook_url }}
    {{- $_ := set . "runbook_url" (printf "%s#%s" $.Values.runbookUrl (splitList "#" .runbook_url | last)) }}
    {{- end }}
    {{- end }}
    {{- toYaml (list $rule) | nindent 4 }}
    {{- end }}
    {{- end }}
{{- end }}
{{- end }}

{{- /* Names, Google's API over TLS, the metadata server. */ -}}
{{- define "exporter.egress" -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
- ports:
    - port: 443
      protocol: TCP
- to:
    - ipBlock:
        cidr: 169.254.169.254/32
  ports:
    - port: 80
      protocol: TCP
# Where Workload Identity's metadata server listens on GKE, with and without Dataplane V2.
- to:
    - ipBlock:
        cidr: 169.254.169.252/32
    - ipBlock:
        cidr: 127.0.0.1/32
  ports:
    - port: 987
      protocol: TCP
    - port: 988
      protocol: TCP
    - port: 8080
      protocol: TCP
{{- with (.Values.networkPolicy).extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end }}

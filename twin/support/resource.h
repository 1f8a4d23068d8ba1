#pragma once

#include <string_view>

/// Files of resources/ that the twin needs without a file system: embedded bytes, alive for the whole
/// program.
namespace twin::resource {

[[nodiscard]] std::string_view provincesGeoJson();
[[nodiscard]] std::string_view landContextGeoJson();
[[nodiscard]] std::string_view dashLineGeoJson();
[[nodiscard]] std::string_view hubsJson();
[[nodiscard]] std::string_view citiesCsv();
[[nodiscard]] std::string_view metricsJson();
// What collectors' series mean (docs/mapping.md).
[[nodiscard]] std::string_view nodeExporterMapping();
[[nodiscard]] std::string_view dcgmMapping();
[[nodiscard]] std::string_view kubeletMapping();
[[nodiscard]] std::string_view openconfigInterfacesMapping();
[[nodiscard]] std::string_view openconfigOpticalMapping();
[[nodiscard]] std::string_view tmf642Mapping();
[[nodiscard]] std::string_view snmpStandardMapping();
[[nodiscard]] std::string_view snmpEnvironmentMapping();

} // namespace twin::resource

#include "twin/support/resource.h"

#include <cstddef>

// Symbols made by suanwang_embed (cmake/SuanwangTargets.cmake).
#define SUANWANG_RESOURCE(function, symbol)                                                                  \
    extern "C" const char suanwang_##symbol##_begin[];                                                       \
    extern "C" const char suanwang_##symbol##_end[];                                                         \
    std::string_view twin::resource::function()                                                              \
    {                                                                                                        \
        return {suanwang_##symbol##_begin,                                                                   \
                static_cast<std::size_t>(suanwang_##symbol##_end - suanwang_##symbol##_begin)};              \
    }

SUANWANG_RESOURCE(provincesGeoJson, provinces)
SUANWANG_RESOURCE(landContextGeoJson, land_context)
SUANWANG_RESOURCE(dashLineGeoJson, dash_line)
SUANWANG_RESOURCE(hubsJson, hubs)
SUANWANG_RESOURCE(citiesCsv, cities)
SUANWANG_RESOURCE(metricsJson, metrics)
SUANWANG_RESOURCE(nodeExporterMapping, mapping_node_exporter)
SUANWANG_RESOURCE(dcgmMapping, mapping_dcgm)
SUANWANG_RESOURCE(kubeletMapping, mapping_kubelet)
SUANWANG_RESOURCE(openconfigInterfacesMapping, mapping_openconfig_interfaces)
SUANWANG_RESOURCE(openconfigOpticalMapping, mapping_openconfig_optical)
SUANWANG_RESOURCE(tmf642Mapping, mapping_tmf642)
SUANWANG_RESOURCE(snmpStandardMapping, mapping_snmp_standard)
SUANWANG_RESOURCE(snmpEnvironmentMapping, mapping_snmp_environment)

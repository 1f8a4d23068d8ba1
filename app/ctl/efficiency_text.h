#pragma once

#include "app/ctl/name_book.h"
#include "twin/compute/hash_imbalance.h"
#include "twin/compute/inference.h"
#include "twin/compute/ingress.h"
#include "twin/compute/inter_centre.h"
#include "twin/compute/intra_centre.h"

#include <nlohmann/json_fwd.hpp>

/// Answers of `efficiency` for a person, with the figures and words of the console's calculators.
namespace app::ctl {

void printBalancing(const twin::compute::BalancingAnswer& answer, const nlohmann::ordered_json& json);
void printEfficiency(const twin::compute::IntraCentreAnswer& answer, const nlohmann::ordered_json& json);
void printEfficiency(const twin::compute::InterCentreAnswer& answer, const nlohmann::ordered_json& json);
/// With `admission` in `json`, that is said first.
void printEfficiency(const twin::compute::IngressAnswer& answer, const nlohmann::ordered_json& json);
void printEfficiency(const twin::compute::InferenceAnswer& answer, const nlohmann::ordered_json& json);
/// The best sets of sites of `inter-centre --pools`.
void printChoices(const nlohmann::ordered_json& json, const NameBook& names);

} // namespace app::ctl

#pragma once

#include "app/ctl/command.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <vector>

/// The calculators of `efficiency`, one for each kind of job; efficiency_command.cpp puts them together.
namespace app::ctl {

[[nodiscard]] Command intraCentreCommand(); ///< efficiency_training.cpp
[[nodiscard]] Command interCentreCommand(); ///< efficiency_training.cpp
[[nodiscard]] Command ingressCommand();     ///< efficiency_service.cpp
[[nodiscard]] Command inferenceCommand();   ///< efficiency_service.cpp

/// `--params`, `--tokens-per-step`, `--cards`, `--card-tflops`, `--mfu`.
[[nodiscard]] std::vector<OptionSpec> trainingOptions();

/// Prints an answer with `seconds` and `state_hash`: that of everything else in it but the
/// names of files.
/// @param text prints it for a person
void printModelAnswer(nlohmann::ordered_json& answer, bool json, double seconds,
                      const std::function<void(const nlohmann::ordered_json&)>& text);

} // namespace app::ctl

#pragma once

namespace test {

/// Jobs for the twin that scenarios are tried on (plan_twin.h): two that fit, the second only in Zhongwei's
/// province, and one that fits nowhere.
inline constexpr const char* kPlanJobs = R"({
  "format": "suanwang.jobs.v1",
  "jobs": [
    {"id": "train", "kind": "intra_train", "chip_class": "NPU-320", "cards": 100, "hours": 24,
     "parameters": 70e9},
    {"id": "west", "chip_class": "NPU-320", "cards": 50, "hours": 5, "provinces": ["64"]},
    {"id": "huge", "chip_class": "NPU-320", "cards": 90000, "hours": 1}
  ]
})";

/// Jobs for the pools of fake_twin.h: two that fit, the second only in one province, and one that fits
/// nowhere.
inline constexpr const char* kPoolJobs = R"({
  "format": "suanwang.jobs.v1",
  "jobs": [
    {"id": "train", "kind": "intra_train", "chip_class": "NPU-320", "cards": 1000, "hours": 24,
     "parameters": 70e9},
    {"id": "here", "chip_class": "NPU-320", "cards": 500, "hours": 5, "provinces": ["13"]},
    {"id": "huge", "chip_class": "NPU-320", "cards": 90000, "hours": 1}
  ]
})";

} // namespace test

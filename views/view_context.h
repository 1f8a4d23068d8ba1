#pragma once

class QSettings;

namespace models {
struct ConsoleModels;
}

namespace views {

class ActionRegistry;
class QuickPlanCommands;
class Theme;

/// What every panel is made with; all of it outlives the main window.
struct ViewContext
{
    models::ConsoleModels& models;
    Theme& theme;
    ActionRegistry& actions;
    QSettings& settings;
    QuickPlanCommands* plan = nullptr; ///< once the main window stands
};

} // namespace views

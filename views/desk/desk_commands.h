#pragma once

#include "models/desk/desk_model.h"
#include "views/view_context.h"

#include <QObject>

#include <optional>

namespace views {

class AttentionPanel;
class MainWindow;

/// The Handling menu: what a person says about the current row of Attention, or about the entity selected.
class DeskCommands final : public QObject
{
    Q_OBJECT

  public:
    DeskCommands(MainWindow& window, const ViewContext& context, AttentionPanel& attention);

  private:
    using Act = QString (DeskCommands::*)(const models::DeskTarget& target);

    void bind(const char* action, Act act);
    /// The current row; without one says so and gives nothing.
    [[nodiscard]] std::optional<models::DeskTarget> target();
    [[nodiscard]] QString about(const models::DeskTarget& target) const;
    void tell(const QString& refusal);
    QString acknowledge(const models::DeskTarget& target);
    QString takeBack(const models::DeskTarget& target);
    QString unshelve(const models::DeskTarget& target);
    QString shelve(const models::DeskTarget& target);
    QString assign(const models::DeskTarget& target);
    void comment();

    MainWindow& m_window;
    const ViewContext& m_context;
    AttentionPanel& m_attention;
};

} // namespace views

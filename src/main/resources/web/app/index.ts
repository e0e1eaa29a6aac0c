import "./styles/console.css";
import "./styles/criteria.css";
import "./styles/events.css";
import "./styles/overview.css";
import "./styles/analysis.css";
import "./styles/projections.css";
import "./styles/worlds.css";
import "./frame/console";

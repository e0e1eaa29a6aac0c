import "./styles/console.css";
import "./styles/overview.css";
import "./frame/console";
